"""One page of a PDF, open to changes of its text objects.

A cell keeps the font that its figures are set in; what goes into an empty cell takes that of another
figure on the page. Boxes of cells are in points from the top left corner of the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

from tests.mutation.document import Row

_PADDING = 3.0
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Piece:
    """A text object: its handle, what it prints, and its box as the cells have theirs."""

    handle: Any
    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    def within(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Tell whether the middle of it lies in a box."""
        return x0 <= (self.x0 + self.x1) / 2 <= x1 and y0 <= (self.y0 + self.y1) / 2 <= y1


class Sheet:
    """One open page, and the text objects on it."""

    def __init__(self, document: Any, number: int) -> None:
        self.document, self.page = document, document[number - 1]
        self.height = self.page.get_size()[1]
        with closing(self.page.get_textpage()) as textpage:
            found = [self._piece(handle, textpage) for handle in _text_objects(self.page)]
        self.pieces = [piece for piece in found if piece.text.strip()]

    def _piece(self, handle: Any, textpage: Any) -> Piece:
        size = raw.FPDFTextObj_GetText(handle, textpage, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFTextObj_GetText(handle, textpage, _shorts(buffer), size)
        text = buffer.raw[: size - 2].decode("utf-16le")
        left, bottom, right, top = _bounds(handle)
        return Piece(handle, text, left, self.height - top, right, self.height - bottom)

    def cell(self, row: Row) -> list[Piece]:
        """Give what is printed in a cell, from left to right."""
        box = row["x0"], row["y0"], row["x1"], row["y1"]
        return sorted((p for p in self.pieces if p.within(*box)), key=lambda p: p.x0)

    def line(self, row: Row, left: float = 0.0, right: float = 1e9) -> list[Piece]:
        """Give what is printed in the row of a cell, between two sides."""
        return [p for p in self.pieces if p.within(left, row["y0"], right, row["y1"])]

    def write(self, row: Row, text: str) -> None:
        """Let a cell print ``text``, flush right as it was."""
        old = self.cell(row)
        if not text or not old:
            self.remove(old)
            if text:
                self._add(row, text)
            return
        set_text(old[0].handle, text)
        self.remove(old[1:])
        move(old[0].handle, old[-1].x1 - _bounds(old[0].handle)[2], 0)

    def remove(self, pieces: Iterable[Piece]) -> None:
        """Take text objects off the page."""
        for piece in pieces:
            raw.FPDFPage_RemoveObject(self.page, piece.handle)
            raw.FPDFPageObj_Destroy(piece.handle)

    def _add(self, row: Row, text: str) -> None:
        model = next(p for p in self.pieces if p.text.strip().replace(",", "")[:1].isdigit())
        size, matrix = ctypes.c_float(), raw.FS_MATRIX()
        raw.FPDFTextObj_GetFontSize(model.handle, size)
        raw.FPDFPageObj_GetMatrix(model.handle, matrix)
        font = raw.FPDFTextObj_GetFont(model.handle)
        made = raw.FPDFPageObj_CreateTextObj(self.document, font, size)
        set_text(made, text)
        raw.FPDFPageObj_SetMatrix(made, matrix)
        raw.FPDFPage_InsertObject(self.page, made)
        right, middle = row["x1"] - _PADDING, (row["y0"] + row["y1"]) / 2
        _, bottom, edge, top = _bounds(made)
        move(made, right - edge, self.height - middle - (bottom + top) / 2)

    def keep(self) -> None:
        """Write the changed objects into the page."""
        if not raw.FPDFPage_GenerateContent(self.page):
            raise ValueError("pdfium could not write the page")


def _text_objects(page: Any) -> list[Any]:
    found = (raw.FPDFPage_GetObject(page, n) for n in range(raw.FPDFPage_CountObjects(page)))
    return [o for o in found if raw.FPDFPageObj_GetType(o) == raw.FPDF_PAGEOBJ_TEXT]


def _bounds(handle: Any) -> Bounds:
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(handle, *edges)
    left, bottom, right, top = (edge.value for edge in edges)
    return left, bottom, right, top


def set_text(handle: Any, text: str) -> None:
    """Let a text object print ``text`` in its own font."""
    buffer = ctypes.create_string_buffer(f"{text}\0".encode("utf-16le"))
    if not raw.FPDFText_SetText(handle, _shorts(buffer)):
        raise ValueError(f"pdfium could not set {text}")


def move(handle: Any, right: float, up: float) -> None:
    """Move an object on its page by so many points."""
    raw.FPDFPageObj_Transform(handle, 1, 0, 0, 1, right, up)


def _shorts(buffer: Any) -> Any:
    return ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
