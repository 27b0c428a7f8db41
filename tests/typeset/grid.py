"""A table as cells on a grid of columns and rows: how wide, how high, and which rules."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tests.typeset.wrap import cell_lines, soft_breaks, units

Measure = Callable[[str], float]
Segment = tuple[float, float, float, float]


@dataclass(frozen=True)
class Cell:
    """A cell over `rowspan` × `colspan` places; `align` is left, center or right."""

    row: int
    column: int
    text: str = ""
    rowspan: int = 1
    colspan: int = 1
    align: str = "left"
    bold: bool = False


@dataclass(frozen=True)
class Grid:
    """Cells with the widths of the columns and the heights of the rows, in points."""

    cells: tuple[Cell, ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    header: int

    def width(self, cell: Cell) -> float:
        """Return the width of a cell."""
        return sum(self.widths[cell.column : cell.column + cell.colspan])

    def height(self, rows: Iterable[int]) -> float:
        """Return the height of some rows together."""
        return sum(self.heights[row] for row in rows)


@dataclass(frozen=True)
class Type:
    """How the text of a table is set: its size, line distance and distance from the rules."""

    size: float
    padding: float
    row_height: float
    measure: Measure
    compact: float = 6.0
    """Texts up to this many characters are not asked to wrap."""

    @property
    def leading(self) -> float:
        """Return the distance of two baselines."""
        return self.size * 1.25

    def lines(self, cell: Cell, width: float) -> list[str]:
        """Return the lines of a cell of this width."""
        return cell_lines(cell.text, width - 2 * self.padding, self.measure)

    def needed(self, cell: Cell, width: float) -> float:
        """Return the height a cell of this width needs."""
        return len(self.lines(cell, width)) * self.leading + 2 * self.padding


class TooNarrowError(ValueError):
    """The numbers of a table are wider than the page."""


def build(cells: Sequence[Cell], header: int, available: float, kind: Type) -> Grid:
    """Return the grid, fitted to the available width, with rows high enough for every cell.

    Raises :class:`TooNarrowError` where that would cut a number.
    """
    columns = max(cell.column + cell.colspan for cell in cells)
    widths = _widths(cells, columns, available, kind)
    rows = max(cell.row + cell.rowspan for cell in cells)
    heights = [kind.row_height] * rows
    grid = Grid(tuple(cells), widths, tuple(heights), header)
    for cell in sorted(cells, key=lambda cell: cell.rowspan):
        span = range(cell.row, cell.row + cell.rowspan)
        missing = kind.needed(cell, grid.width(cell)) - sum(heights[row] for row in span)
        for row in span:
            heights[row] += max(0.0, missing) / cell.rowspan
    return Grid(grid.cells, widths, tuple(heights), header)


def _widths(cells: Sequence[Cell], columns: int, available: float, kind: Type) -> tuple[float, ...]:
    """Return widths that fill the line: each as wide as its text asks, never cutting a number."""
    least, wanted = [kind.size * 2.0] * columns, [kind.size * 2.5] * columns
    for cell in cells:
        if cell.colspan == 1 and cell.text:
            column, pad = cell.column, 2 * kind.padding + 0.5
            least[column] = max(
                least[column], _longest(units(" ".join(cell.text.split())), kind) + pad
            )
            wanted[column] = max(wanted[column], _comfortable(cell.text, kind) + pad)
    wanted = [max(pair) for pair in zip(least, wanted, strict=True)]
    if sum(wanted) <= available:
        return tuple(width * available / sum(wanted) for width in wanted)
    spare = available - sum(least)
    if spare < 0:
        told = f"{columns} columns need {sum(least):.0f} of {available:.0f} points"
        raise TooNarrowError(told)
    share = spare / (sum(wanted) - sum(least))
    return tuple(low + (high - low) * share for low, high in zip(least, wanted, strict=True))


def _longest(lines: Iterable[str], kind: Type) -> float:
    return max((kind.measure(line) for line in lines), default=0.0)


def _comfortable(text: str, kind: Type) -> float:
    """Return a width at which a text makes a compact block: long ones wrap, short ones do not."""
    lines = soft_breaks(text).split("\n")
    if all(line.isascii() for line in lines):
        return _longest(lines, kind)
    em = kind.size * max(kind.compact, 2 * math.sqrt(sum(map(len, lines))))
    return min(_longest(lines, kind), em)


def clip(cells: Iterable[Cell], rows: Sequence[int]) -> list[tuple[Cell, int, int]]:
    """Return the cells that lie in these rows, with first and last position among them."""
    position = {row: place for place, row in enumerate(rows)}
    clipped = []
    for cell in cells:
        places = [
            position[row] for row in range(cell.row, cell.row + cell.rowspan) if row in position
        ]
        if places:
            clipped.append((cell, places[0], places[-1]))
    return clipped


def rules(
    clipped: Iterable[tuple[Cell, int, int]], xs: Sequence[float], ys: Sequence[float]
) -> list[Segment]:
    """Return the rules around the cells, each edge once and collinear ones as one line."""
    across: set[tuple[int, int]] = set()
    down: set[tuple[int, int]] = set()
    for cell, first, last in clipped:
        for column in range(cell.column, cell.column + cell.colspan):
            across |= {(first, column), (last + 1, column)}
        for place in range(first, last + 1):
            down |= {(cell.column, place), (cell.column + cell.colspan, place)}
    return [(xs[start], ys[line], xs[end], ys[line]) for line, start, end in _runs(across)] + [
        (xs[line], ys[start], xs[line], ys[end]) for line, start, end in _runs(down)
    ]


def _runs(edges: set[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Join unit edges (line, place) into (line, start, end)."""
    runs: list[tuple[int, int, int]] = []
    for line, place in sorted(edges):
        if runs and runs[-1][0] == line and runs[-1][2] == place:
            runs[-1] = (line, runs[-1][1], place + 1)
        else:
            runs.append((line, place, place + 1))
    return runs
