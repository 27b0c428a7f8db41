"""Reading a PDF: the lines of text and table grids of all pages, in reading order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipelines.extract.pdf_page import PageReading, read_page
from pipelines.extract.records import Block, Grid, Reading, UnreadableError

MAX_PAGE_POINTS = 5000.0
"""A longer page is a poster or a broken file, never a disclosure; renderers hang on it."""
TAIL_BYTES = 4096
"""A complete file says ``%%EOF`` within its last so many bytes."""

_REBUILT = "the table of contents of the file is broken and was rebuilt: parts may be missing"


def read_pdf(path: Path) -> Reading:
    """Read the PDF at ``path``.

    Raises :class:`UnreadableError` for what is no complete, open PDF with pages of usual size.
    """
    with _opened(path) as document:
        size = len(document)
        pages = [_page(path, document, index) for index in range(size)]
        rebuilt = not raw.FPDF_DocumentHasValidCrossReferenceTable(document)
    warnings = [warning for page in pages for warning in page.warnings]
    if rebuilt:
        warnings.insert(0, _REBUILT)
    reader = "pdf_stock" if any(page.stock for page in pages) else "pdf_lattice"
    return Reading("pdf", reader, size, tuple(_numbered(pages)), tuple(warnings))


def _numbered(pages: Iterable[PageReading]) -> Iterator[Block]:
    numbers = count(1)
    for page in pages:
        for block in page.blocks:
            yield replace(block, number=next(numbers)) if isinstance(block, Grid) else block


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise UnreadableError(_refusal(path)) from error
    with closing(document):
        if not raw.FPDF_DocumentHasValidCrossReferenceTable(document) and _cut_off(path):
            raise UnreadableError("the PDF is cut off: its end is missing")
        yield document


def _refusal(path: Path) -> str:
    """Say in one sentence why pdfium does not open a file."""
    if not path.stat().st_size:
        return "the file is empty"
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            return "the file is not a PDF"
    # An error is kept until the next one, so a file that opens must be told apart first.
    document = raw.FPDF_LoadDocument(os.fsencode(path), None)
    if document:
        raw.FPDF_CloseDocument(document)
        return "the PDF has no pages"
    if raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return "the PDF is encrypted and asks for a password"
    if _cut_off(path):
        return "the PDF is cut off: its end is missing"
    return "the PDF is damaged beyond repair"


def _cut_off(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL_BYTES))
        return b"%%EOF" not in file.read()


def _page(path: Path, document: Any, index: int) -> PageReading:
    try:
        page = document[index]
    except pdfium.PdfiumError as error:
        raise UnreadableError(f"page {index + 1} of the PDF is damaged") from error
    with closing(page):
        width, height = page.get_size()
        if max(width, height) > MAX_PAGE_POINTS:
            raise UnreadableError(
                f"page {index + 1} measures {width:.0f} × {height:.0f} points,"
                f" more than the {MAX_PAGE_POINTS:.0f} that a page may"
            )
        with closing(page.get_textpage()) as textpage:
            return read_page(path, index + 1, page, textpage)
