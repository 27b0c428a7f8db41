"""What the extract room gives: the text lines and table grids of a document, each with its place.

Nothing here knows what a statement or an amount is. A :class:`Reading` is the whole document as a
sequence of blocks in reading order; a block is a line of running text or a grid of cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on a PDF page, in points from the page's top left corner."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of running text: ``page`` and ``box`` from a PDF, ``line`` (1-based) from text."""

    text: str
    page: int | None = None
    line: int | None = None
    box: Box | None = None


class Cell(NamedTuple):
    """One cell of a grid as it was printed; there are thousands to a document.

    ``row`` and ``col`` are 1-based and name the top left position of the cell; a merged cell
    stands once, with its spans, and the positions it covers hold no cell. Text sources do not
    publish spans: there every cell spans one position and rows may be ragged.
    """

    text: str
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    line: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as printed on one page, or one run of rows of a text.

    ``number`` counts the grids of the document from 1. ``rows`` holds the cells of each row in
    column order.
    """

    number: int
    rows: tuple[tuple[Cell, ...], ...]
    page: int | None = None
    line: int | None = None
    box: Box | None = None

    def cells(self) -> Iterator[Cell]:
        """Give every cell, row by row."""
        for row in self.rows:
            yield from row


Block = TextLine | Grid


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read: its blocks in reading order, and what the reader has to say of it.

    ``reader`` names how it was read (``text_rows``, ``text_cells``, ``pdf_lattice``,
    ``pdf_stock`` when a page needed stock camelot). ``warnings`` are one sentence each and name
    the page or line.
    """

    format: str
    reader: str
    pages: int
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = field(default=())


class UnreadableError(Exception):
    """The document cannot be read; the message says where and why, for the analyst."""
