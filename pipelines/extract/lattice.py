"""Camelot's lattice parser, fed with the rules that pdfium read.

Camelot would render the page to find rules and parse the PDF a second time to find text. Here
both are known already: the parser gets the rules in place of its own and makes rows, columns and
cells with edges of them. The methods used are private to camelot, so its version is pinned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from camelot.core import Table
from camelot.parsers.lattice import Lattice

from pipelines.extract.glyphs import Places
from pipelines.extract.pdfium import Floats
from pipelines.extract.rulings import Mesh


@dataclass(frozen=True, slots=True)
class Structure:
    """The cells of a table before any text: rules from top to bottom and from left to right.

    A row of ``spans`` is a cell: the row and column of its top left position, counted from 0, and
    how many of both it covers. ``regions`` gives for each position the cell that covers it.
    """

    rows: Floats
    cols: Floats
    spans: Places
    regions: Places

    def corners(self) -> Floats:
        """Give rows of x0, y0, x1, y1, y upwards: the whole table first, then every cell."""
        whole = (0, 0, len(self.rows) - 1, len(self.cols) - 1)
        row, col, row_span, col_span = np.vstack((whole, self.spans)).T
        bottom, right = self.rows[row + row_span], self.cols[col + col_span]
        return np.column_stack((self.cols[col], bottom, right, self.rows[row]))


class MeshParser(Lattice):  # type: ignore[misc]
    """The lattice parser for one mesh of rules on a page of ``width`` by ``height`` points."""

    def __init__(self, mesh: Mesh, page: int, width: float, height: float) -> None:
        super().__init__()
        self._mesh = mesh
        self.prepare_page_parse("", None, (width, height), page, [], [], [], "", {})

    def _document_has_no_text(self) -> bool:
        """Let a table without any text count: it was published empty on purpose."""
        return False

    def _reject_table(self, table: Any) -> bool:
        """Keep tables that are mostly blank, as most statements are."""
        return False

    def _generate_table_bbox(self) -> None:
        """Hand camelot the rules, and their positions as the edges of rows and columns."""
        across, down = self._mesh.across, self._mesh.down
        self.horizontal_segments = [(rule.low, rule.at, rule.high, rule.at) for rule in across]
        self.vertical_segments = [(rule.at, rule.low, rule.at, rule.high) for rule in down]
        x = sorted({rule.at for rule in down})
        y = sorted({rule.at for rule in across}, reverse=True)
        anchors = {"joints": [], "col_anchors": x, "row_anchors": y}
        self.table_bbox_parses = {(x[0], y[-1], x[-1], y[0]): anchors}

    def _initialize_new_table(self, *arguments: Any) -> Any:
        """Let the table look up the place of a rule instead of comparing it with all others."""
        table = super()._initialize_new_table(*arguments)
        by_row, by_col, rows = _places(table.rows), _places(table.cols), table.rows

        def find(edges: Any, edge: float, tolerance: float) -> Any:
            places = by_row if edges is rows else by_col
            if edge in places:
                return places[edge]
            return Table._find_close_point(None, edges, edge, tolerance)

        table._find_close_point = find
        return table

    def record_parse_metadata(self, table: Any) -> None:
        """Leave out camelot's text: characters are told to cells one by one, not by lines."""


def _places(bands: Sequence[tuple[float, float]]) -> dict[float, int | None]:
    """Number the first edges of rows or columns; the edge after the last begins none."""
    return {bands[-1][1]: None} | {first: place for place, (first, _) in enumerate(bands)}


def parse_mesh(mesh: Mesh, page: int, width: float, height: float) -> Structure:
    """Let camelot find the cells of the table that a mesh of rules draws."""
    [table] = MeshParser(mesh, page, width, height).extract_tables()
    return structure_of(table)


def structure_of(table: Any) -> Structure:
    """Read off a camelot table which positions its cells cover."""
    spans, regions = _spans(table.cells)
    rows = np.array([table.rows[0][0], *(bottom for _, bottom in table.rows)], float)
    cols = np.array([table.cols[0][0], *(right for _, right in table.cols)], float)
    return Structure(rows, cols, spans, regions)


def _spans(cells: Sequence[Sequence[Any]]) -> tuple[Places, Places]:
    """Resolve missing edges into rectangular cells, top to bottom and left to right.

    Where missing edges do not make a rectangle, the widest cell from the top left is taken.
    """
    open_right = [[not cell.right for cell in row] for row in cells]
    open_below = [[not cell.bottom for cell in row] for row in cells]
    merged = np.array(open_right) | np.array(open_below)
    width = merged.shape[1]
    owners = np.arange(merged.size).reshape(merged.shape)
    sizes = np.ones((merged.size, 2), int)
    for row, col in np.argwhere(merged).tolist():
        owner = row * width + col
        if owners[row, col] == owner:
            right = _right_end(open_right[row], col, owners[row].tolist(), row * width)
            bottom = _bottom_end(open_right, open_below, row, col, right)
            owners[row:bottom, col:right] = owner
            sizes[owner] = bottom - row, right - col
    first, regions = np.unique(owners, return_inverse=True)
    spans = np.column_stack((first // width, first % width, sizes[first]))
    return spans, regions.reshape(merged.shape)


def _right_end(open_right: list[bool], col: int, owners: list[int], start: int) -> int:
    """Give the column after a cell that no cell from above bars."""
    end = col + 1
    while open_right[end - 1] and owners[end] == start + end:
        end += 1
    return end


def _bottom_end(
    open_right: list[list[bool]], open_below: list[list[bool]], row: int, left: int, right: int
) -> int:
    """Give the row after a cell, which goes on while it is open in its whole width."""
    end = row + 1
    while all(open_below[end - 1][left:right]) and all(open_right[end][left : right - 1]):
        end += 1
    return end
