"""Text renditions of disclosures: rows a line with TABs between cells, or one cell a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from pipelines.extract.markup import clean_cell, clean_line
from pipelines.extract.records import Block, Cell, Grid, Reading, TextLine

Row = tuple[tuple[int, str], ...]
"""Cells of one row as (line number, text)."""

_cell: Callable[[tuple[object, ...]], Cell] = partial(tuple.__new__, Cell)
"""A cell from all of its fields; of thousands, calling the class is the greater part of the cost."""


def read_text(content: str) -> Reading:
    """Read a whole text; every block carries its 1-based line number."""
    lines = content.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    if _one_cell_a_line(lines):
        return Reading("text", "text_cells", 1, tuple(_blocks(_cell_rows(lines))))
    return Reading("text", "text_rows", 1, tuple(_blocks(_tabbed_rows(lines))))


def _one_cell_a_line(lines: Iterable[str]) -> bool:
    """Tell the two conversions apart: where a TAB is, does it only open the line?"""
    tabbed = [line for line in lines if "\t" in line]
    opening = sum(1 for line in tabbed if line.rfind("\t") == 0)
    return 2 * opening > len(tabbed)


def _tabbed_rows(lines: list[str]) -> Iterator[Row | TextLine | None]:
    """Each line with a TAB is a row; None stands for a blank line, which may end a page."""
    for number, line in enumerate(lines, start=1):
        if "\t" in line:
            yield tuple([(number, clean_cell(cell)) for cell in line.split("\t")])
        elif line.strip():
            yield TextLine(clean_line(line), line=number)
        else:
            yield None


def _cell_rows(lines: list[str]) -> Iterator[Row | TextLine | None]:
    """A line that opens with TAB is a cell, a truly empty line ends the row.

    A line without TAB inside a row goes on with the cell before it.
    """
    row: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        if line.startswith("\t"):
            row.append((number, clean_cell(line[1:])))
        elif line.strip() and row:
            start, text = row[-1]
            row[-1] = (start, f"{text}\n{clean_cell(line)}".strip())
        else:
            if row:
                yield tuple(row)
                row = []
            yield TextLine(clean_line(line), line=number) if line.strip() else None
    if row:
        yield tuple(row)


@dataclass
class _Table:
    """Rows of the grid that is being gathered."""

    rows: list[Row] = field(default_factory=list)

    def grid(self, number: int) -> Grid:
        """Give the gathered rows as a grid and start anew."""
        rows = tuple(
            tuple([_cell((t, r, c, 1, 1, line, None)) for c, (line, t) in enumerate(row, start=1)])
            for r, row in enumerate(self.rows, start=1)
        )
        self.rows = []
        return Grid(number, rows, line=rows[0][0].line)


def _blocks(parts: Iterable[Row | TextLine | None]) -> Iterator[Block]:
    """Gather rows into grids; running text ends a grid, blank lines do not."""
    table, number = _Table(), 0
    for part in parts:
        if isinstance(part, TextLine):
            if table.rows:
                number += 1
                yield table.grid(number)
            yield part
        elif part is not None:
            table.rows.append(part)
    if table.rows:
        yield table.grid(number + 1)
