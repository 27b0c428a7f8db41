"""A PDF read a second time, by other means: pdfminer's characters and pdfplumber's tables.

Shares nothing with the PDF reader of the extract room, which reads through pdfium and camelot, but
the records that both give.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pdfplumber
from pdfplumber.utils import extract_text

from pipelines.extract.records import Block, Box, Cell, Grid, Reading, TextLine, UnreadableError

READER = "second_pdf"
SAME_EDGE = 2.0
"""Rules that are at most so many points apart are one edge of the grid."""

_LINES = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}

Corners = tuple[float, float, float, float]
Place = tuple[int, int, int, int]
"""Row and column from 0, and how many of each a cell spans."""


def read_second_pdf(path: Path) -> Reading:
    """Read the PDF at ``path``; raises :class:`UnreadableError` where pdfplumber cannot."""
    blocks: list[Block] = []
    number = 0
    try:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                for block in _page(page):
                    if isinstance(block, Grid):
                        number += 1
                        block = Grid(number, block.rows, block.page, None, block.box)
                    blocks.append(block)
                page.close()
            return Reading("pdf", READER, len(document.pages), tuple(blocks))
    except (MemoryError, UnreadableError):
        raise
    except Exception as error:  # pdfminer raises many kinds on what is damaged
        raise UnreadableError(
            f"pdfplumber cannot read it: {error or type(error).__name__}"
        ) from error


def _page(page: Any) -> Iterator[Block]:
    """Give tables and the lines between them from top to bottom."""
    tables = _outermost(page.find_tables(_LINES))
    placed: list[tuple[float, Block]] = [
        (table.bbox[1], grid) for table in tables if (grid := _grid(page, table)).rows
    ]
    outside = page.filter(lambda item: not any(_within(item, table.bbox) for table in tables))
    for line in outside.extract_text_lines(return_chars=False):
        box = Box(line["x0"], line["top"], line["x1"], line["bottom"])
        placed.append((line["top"], TextLine(line["text"].strip(), page.page_number, None, box)))
    for _, block in sorted(placed, key=lambda pair: pair[0]):
        yield block


def _outermost(tables: Sequence[Any]) -> list[Any]:
    """Leave out tables that lie in another one."""
    return [
        table
        for table in tables
        if not any(other is not table and _covers(other.bbox, table.bbox) for other in tables)
    ]


def _covers(outer: Corners, inner: Corners) -> bool:
    near = SAME_EDGE
    return (
        outer[0] <= inner[0] + near
        and outer[1] <= inner[1] + near
        and outer[2] >= inner[2] - near
        and outer[3] >= inner[3] - near
        and outer != inner
    )


def _within(item: dict[str, Any], corners: Corners) -> bool:
    x, y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(corners[0] <= x < corners[2] and corners[1] <= y < corners[3])


def _grid(page: Any, table: Any) -> Grid:
    """Place each cell by the edges of all of them; a merged cell stands once, with its spans."""
    xs = _edges(x for cell in table.cells for x in (cell[0], cell[2]))
    ys = _edges(y for cell in table.cells for y in (cell[1], cell[3]))
    ordered = sorted(table.cells, key=lambda cell: (cell[1], cell[0]))
    places = [_place(xs, ys, corners) for corners in ordered]
    chars = _by_cell(page.chars, xs, ys, places)
    rows: list[list[Cell]] = [[] for _ in ys[1:]]
    for number, (row, col, row_span, col_span) in enumerate(places):
        text = extract_text(chars[number], x_tolerance=2) if number in chars else ""
        box = Box(*map(float, ordered[number]))
        rows[row].append(Cell(text, row + 1, col + 1, row_span, col_span, None, box))
    return Grid(0, tuple(map(tuple, rows)), page.page_number, None, Box(*table.bbox))


def _place(xs: Sequence[float], ys: Sequence[float], corners: Corners) -> Place:
    row, col = _index(ys, corners[1]), _index(xs, corners[0])
    rows, cols = _index(ys, corners[3]) - row, _index(xs, corners[2]) - col
    return row, col, max(rows, 1), max(cols, 1)


def _by_cell(
    chars: Iterable[dict[str, Any]],
    xs: Sequence[float],
    ys: Sequence[float],
    places: Sequence[Place],
) -> dict[int, list[dict[str, Any]]]:
    """Give the characters of every cell: those whose middle stands in it."""
    owner = {
        (row + r, col + c): number
        for number, (row, col, row_span, col_span) in enumerate(places)
        for r in range(row_span)
        for c in range(col_span)
    }
    found: dict[int, list[dict[str, Any]]] = {}
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        number = owner.get((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1))
        if number is not None:
            found.setdefault(number, []).append(char)
    return found


def _edges(values: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > SAME_EDGE:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    return max(bisect_left(edges, value + 1e-6) - 1, 0)
