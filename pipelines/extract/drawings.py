"""What a PDF page is drawn of: texts, paths and images, on the page itself or inside forms."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress

import pypdfium2.raw as raw

from pipelines.extract.pdfium import form_objects, object_types, page_objects, text_fonts

MAX_FORM_DEPTH = 6
"""Forms may hold forms, and a broken file one that holds itself."""

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Handles of the objects of a page or form, by kind, with the fonts of its texts.

    ``matrix`` leads from the coordinates of the objects to the user space of the page.
    """

    texts: list[int]
    fonts: set[int]
    paths: list[int]
    images: list[int]
    forms: list[int]
    matrix: Matrix


def read_drawings(page: int) -> list[Drawing]:
    """Give the drawing of a page and those of all forms in it."""
    return list(_with_forms(page_objects(page), IDENTITY, 0))


def _with_forms(objects: list[int], matrix: Matrix, depth: int) -> Iterator[Drawing]:
    drawing = _drawing(objects, matrix)
    yield drawing
    if depth < MAX_FORM_DEPTH:
        for form in drawing.forms:
            yield from _with_forms(form_objects(form), _combined(form, matrix), depth + 1)


def _drawing(objects: list[int], matrix: Matrix) -> Drawing:
    """Part objects by kind; only texts have a font, which saves asking most for their type."""
    fonts = text_fonts(objects)
    others = [found for found, font in zip(objects, fonts, strict=True) if not font]
    kinds: dict[int, list[int]] = {}
    for found, kind in zip(others, object_types(others), strict=True):
        kinds.setdefault(kind, []).append(found)
    return Drawing(
        list(compress(objects, fonts)),
        set(filter(None, fonts)),
        kinds.get(raw.FPDF_PAGEOBJ_PATH, []),
        kinds.get(raw.FPDF_PAGEOBJ_IMAGE, []),
        kinds.get(raw.FPDF_PAGEOBJ_FORM, []),
        matrix,
    )


def matrix_of(item: int) -> Matrix:
    """Give the matrix of an object, which leads out of its own coordinates."""
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(ctypes.cast(item, raw.FPDF_PAGEOBJECT), found):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def moved(point: Point, matrix: Matrix) -> Point:
    """Apply a matrix to a point."""
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _combined(form: int, outer: Matrix) -> Matrix:
    """Give the matrix that applies that of the form first."""
    a, b, c, d, e, f = matrix_of(form)
    axes = (*outer[:4], 0.0, 0.0)
    return *moved((a, b), axes), *moved((c, d), axes), *moved((e, f), outer)
