"""Text renditions of disclosures: rows a line with TABs between cells, or one cell a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import count, repeat

from pipelines.extract.markup import OPENINGS, clean_cell, clean_line, marked_lines
from pipelines.extract.records import Block, Cell, Grid, Reading, TextLine

Row = tuple[list[str], Iterable[int]]
"""The cells of one row: their texts, and the number of the line of each."""

_cell: Callable[[tuple[object, ...]], Cell] = partial(tuple.__new__, Cell)
"""A cell from all of its fields; of thousands, calling the class is the greater part of the cost."""


def read_text(content: str) -> Reading:
    """Read a whole text; every block carries its 1-based line number."""
    content = content.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    lines, marked = content.split("\n"), marked_lines(content)
    if _one_cell_a_line(lines):
        return Reading("text", "text_cells", 1, tuple(_blocks(_cell_rows(lines, marked))))
    return Reading("text", "text_rows", 1, tuple(_blocks(_tabbed_rows(lines, marked))))


def _one_cell_a_line(lines: Iterable[str]) -> bool:
    """Tell the two conversions apart: where a TAB is, does it only open the line?"""
    last = [line.rfind("\t") for line in lines]
    return 2 * last.count(0) > len(last) - last.count(-1)


def _text_line(line: str, number: int, marked: set[int]) -> TextLine:
    """Give a line of text; few are marked or open as a heading or an item of Markdown does."""
    text = line.strip()
    cleaned = clean_line(line) if number in marked or text[0] in OPENINGS else text
    return TextLine(cleaned, line=number)


def _tabbed_rows(lines: list[str], marked: set[int]) -> Iterator[Row | TextLine | None]:
    """Each line with a TAB is a row; None stands for a blank line, which may end a page."""
    for number, line in enumerate(lines, start=1):
        if "\t" in line:
            cleaned = clean_cell if number in marked else str.strip
            yield list(map(cleaned, line.split("\t"))), repeat(number)
        elif line.strip():
            yield _text_line(line, number, marked)
        else:
            yield None


def _cell_rows(lines: list[str], marked: set[int]) -> Iterator[Row | TextLine | None]:
    """A line that opens with TAB is a cell, a truly empty line ends the row.

    A line without TAB inside a row goes on with the cell before it.
    """
    texts: list[str] = []
    numbers: list[int] = []
    for number, line in enumerate(lines, start=1):
        if line.startswith("\t"):
            texts.append(clean_cell(line[1:]) if number in marked else line.strip())
            numbers.append(number)
        elif line.strip() and texts:
            texts[-1] = f"{texts[-1]}\n{clean_cell(line)}".strip()
        else:
            if texts:
                yield texts, numbers
                texts, numbers = [], []
            yield _text_line(line, number, marked) if line.strip() else None
    if texts:
        yield texts, numbers


def _blocks(parts: Iterable[Row | TextLine | None]) -> Iterator[Block]:
    """Gather rows into grids; running text ends a grid, blank lines do not."""
    rows: list[Row] = []
    numbers = count(1)
    for part in parts:
        if isinstance(part, TextLine):
            if rows:
                yield _grid(next(numbers), rows)
                rows = []
            yield part
        elif part is not None:
            rows.append(part)
    if rows:
        yield _grid(next(numbers), rows)


def _grid(number: int, rows: Sequence[Row]) -> Grid:
    one, none = repeat(1), repeat(None)
    cells = tuple(
        tuple(map(_cell, zip(texts, repeat(row), count(1), one, one, lines, none, strict=False)))
        for row, (texts, lines) in enumerate(rows, start=1)
    )
    return Grid(number, cells, line=cells[0][0].line)
