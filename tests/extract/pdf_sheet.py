"""Small PDFs drawn for tests: tables ruled in every way that rules are drawn in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.pdf import read_pdf
from pipelines.extract.records import Grid, Reading, TextLine

CHINESE = "STSong-Light"
LATIN = "Helvetica"

pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))

Rule = tuple[float, float, float, float]


class Sheet:
    """A PDF under way. Places are points from the top left corner of the page."""

    def __init__(self, path: Path, size: tuple[float, float] = (500, 400)) -> None:
        self.path = path
        self.height = size[1]
        self.canvas = Canvas(str(path), pagesize=size)
        self.canvas.setLineWidth(0.5)

    def text(self, x: float, y: float, text: str, size: float = 10, font: str = "") -> None:
        """Write text with its baseline at ``y``."""
        font = font or (LATIN if text.isascii() else CHINESE)
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y, text)

    def line(self, rule: Rule) -> None:
        """Draw a rule as a stroked segment."""
        x0, y0, x1, y1 = rule
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def bar(self, rule: Rule, thickness: float = 0.6) -> None:
        """Draw a rule as a thin filled rectangle."""
        x0, y0, x1, y1 = rule
        half = thickness / 2
        width, height = x1 - x0 + thickness, y1 - y0 + thickness
        self.canvas.rect(x0 - half, self.height - y1 - half, width, height, stroke=0, fill=1)

    def bars(self, table: Iterable[Rule], thickness: float = 0.6) -> None:
        """Draw rules as thin filled rectangles."""
        for rule in table:
            self.bar(rule, thickness)

    def lines(self, table: Iterable[Rule]) -> None:
        """Draw rules as stroked segments."""
        for rule in table:
            self.line(rule)

    def fill(self, x: Sequence[float], y: Sequence[float], rows: Iterable[Sequence[str]]) -> None:
        """Write texts into cells between the columns ``x`` and the rows ``y``."""
        for bottom, row in zip(y[1:], rows, strict=True):
            for left, text in zip(x, row, strict=False):
                if text:
                    self.text(left + 4, bottom - 6, text)

    def save(self) -> Reading:
        """Finish the file and read it."""
        self.canvas.save()
        return read_pdf(self.path)


def rules(x: Sequence[float], y: Sequence[float], without: Collection[Rule] = ()) -> list[Rule]:
    """Give the rules of a grid, cell by cell as word processors draw them."""
    across = [(a, b, c, b) for b in y for a, c in pairwise(x)]
    down = [(a, b, a, d) for a in x for b, d in pairwise(y)]
    return [rule for rule in across + down if rule not in without]


def grids(reading: Reading) -> list[Grid]:
    return [block for block in reading.blocks if isinstance(block, Grid)]


def texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks if isinstance(block, TextLine)]


def cells(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def spans(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Give the merged cells: place and extent."""
    return {
        (cell.row, cell.col): (cell.row_span, cell.col_span)
        for cell in grid.cells()
        if cell.row_span * cell.col_span > 1
    }
