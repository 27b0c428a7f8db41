"""Pages of a PDF: what stands where, page numbers, and tables that run over a page end."""

from collections.abc import Sequence
from typing import Any

from tests.typeset.face import Face
from tests.typeset.grid import Cell, Grid, Type, clip, rules
from tests.typeset.style import A4, Style

_BOLD_STROKE = 0.03
_BASELINE = 0.36
"""Distance of the baseline below the middle of a line, as a share of the size."""
_KEPT = 3
"""So many rows go to the next page with notes that no longer fit below a table."""


class Pages:
    """A canvas with a place to go on at: `top`, the free height below it, and page breaks."""

    def __init__(self, canvas: Any, face: Face, style: Style) -> None:
        self.style = style
        self.top = 0.0
        self.width, self.height = A4
        self.number = 0
        self._canvas = canvas
        self._face = face
        self._open = self._numbered = False

    def turn(self, landscape: bool = False, numbered: bool = True) -> None:
        """Begin a new page."""
        self.close()
        self.width, self.height = A4[::-1] if landscape else A4
        self._canvas.setPageSize((self.width, self.height))
        self.top = self.height - self.style.margin
        self.number += numbered
        self._open, self._numbered = True, numbered

    def close(self) -> None:
        """End the page that is open, if any, with its number at the foot."""
        if self._open and self._numbered:
            number = self.style.page_number.format(self.number)
            self.line(number, 10, "center", self.style.foot - 14)
        if self._open:
            self._canvas.showPage()
        self._open = False

    @property
    def left(self) -> float:
        """Return the left edge of what may be printed on."""
        return self.style.margin

    @property
    def measure(self) -> float:
        """Return the width of what may be printed on."""
        return self.width - 2 * self.style.margin

    @property
    def room(self) -> float:
        """Return the height that is free below `top`."""
        return self.top - self.style.foot

    def text_width(self, text: str, size: float) -> float:
        """Return the width of a line of text in points."""
        return self._face.width(text, size)

    def line(
        self, text: str, size: float, align: str, y: float, bold: bool = False, indent: float = 0
    ) -> None:
        """Print a line with its baseline at `y`, aligned between the margins."""
        spare = self.measure - self._face.width(text, size)
        shift = {"left": indent, "center": spare / 2, "right": spare}[align]
        self.print(text, self.left + shift, y, size, bold)

    def print(self, text: str, x: float, y: float, size: float, bold: bool = False) -> None:
        """Print a text with its baseline beginning at x, y."""
        self._canvas.setFont(self._face.fontName, size)
        if bold:
            self._canvas.setLineWidth(size * _BOLD_STROKE)
        self._canvas.drawString(x, y, text, mode=2 if bold else None)

    def table(self, grid: Grid, kind: Type, reserve: float = 0, repeat: bool = True) -> None:
        """Print a table over as many pages as it needs.

        `reserve` is the height kept free under its last row; `repeat` prints the header again
        on each page.
        """
        landscape = self.width > self.height
        header, rest = list(range(grid.header)), list(range(grid.header, len(grid.heights)))
        shown = header
        while True:
            taken = _fitting(grid, kind, shown, rest, self.room)
            if rest and not taken and self.room == self._full_room():
                raise ValueError(f"row {rest[0]} is higher than a page")
            if taken > 1 and taken == len(rest):
                fits = grid.height(shown + rest) + reserve <= self.room
                taken = taken if fits else max(taken - _KEPT, 1)
            if taken or not rest:
                self._portion(grid, kind, shown + rest[:taken])
                rest, shown = rest[taken:], header if repeat else []
            if not rest:
                return
            self.turn(landscape)

    def _full_room(self) -> float:
        return self.height - self.style.margin - self.style.foot

    def _portion(self, grid: Grid, kind: Type, rows: Sequence[int]) -> None:
        xs = _edges(self.left, grid.widths)
        ys = _edges(self.top, [-grid.heights[row] for row in rows])
        clipped = clip(grid.cells, rows)
        self._canvas.setLineWidth(self.style.rule)
        for segment in rules(clipped, xs, ys):
            self._canvas.line(*segment)
        for cell, first, last in clipped:
            if cell.text and cell.row == rows[first]:
                right = xs[cell.column + cell.colspan]
                self._cell(cell, kind, (xs[cell.column], right), (ys[first], ys[last + 1]))
        self.top = ys[-1]

    def _cell(self, cell: Cell, kind: Type, x: tuple[float, float], y: tuple[float, float]) -> None:
        lines = kind.lines(cell, x[1] - x[0])
        middle = (y[0] + y[1]) / 2 + (len(lines) - 1) / 2 * kind.leading
        for place, line in enumerate(lines):
            spare = x[1] - x[0] - 2 * kind.padding - kind.measure(line)
            shift = {"left": 0.0, "center": spare / 2, "right": spare}[cell.align]
            baseline = middle - place * kind.leading - kind.size * _BASELINE
            self.print(line, x[0] + kind.padding + shift, baseline, kind.size, cell.bold)


def _edges(start: float, steps: Sequence[float]) -> list[float]:
    edges = [start]
    for step in steps:
        edges.append(edges[-1] + step)
    return edges


def _fitting(grid: Grid, kind: Type, shown: Sequence[int], rest: Sequence[int], room: float) -> int:
    """Return how many of the rows left fit (0 is none); a merged cell is cut below its text."""
    taken, height = 0, grid.height(shown)
    for row in rest:
        height += grid.heights[row]
        if height > room:
            break
        taken += 1
    while 0 < taken < len(rest) and _cuts_text(grid, kind, rest[:taken]):
        taken -= 1
    return taken


def _cuts_text(grid: Grid, kind: Type, rows: Sequence[int]) -> bool:
    for cell in grid.cells:
        span = range(cell.row, cell.row + cell.rowspan)
        kept = [row for row in span if row in rows]
        if (
            cell.row in kept
            and len(kept) < cell.rowspan
            and (grid.height(kept) < kind.needed(cell, grid.width(cell)))
        ):
            return True
    return False
