"""Laying a row on the columns of its statement, by place in a PDF and by order in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.extract import Cell
from pipelines.statements.columns import Field
from pipelines.statements.number import parse
from pipelines.statements.sections import Piece
from pipelines.statements.wording import key

_LONE_CODE = re.compile(r"^\d{3,7}$")

Row = tuple[Cell, ...]
Laid = tuple[Cell | None, ...]
"""A body row by column: the cell that stands in (or spans) each column, None where none does."""


@dataclass
class Shape:
    """Column edges of the piece that carried the header, where it is known by boxes."""

    edges: tuple[tuple[float, float], ...] = ()
    _reached: dict[tuple[float, float], tuple[int, int] | None] = field(default_factory=dict)

    @classmethod
    def of(cls, piece: Piece) -> Shape:
        """Give the edges of the columns of ``piece``; none in a text rendition."""
        if piece.grid.page is None:
            return cls()
        edges: dict[int, tuple[float, float]] = {}
        for cell in piece.grid.cells():
            if cell.box and cell.col_span == 1:
                edges.setdefault(cell.col, (cell.box.x0, cell.box.x1))
        return cls(tuple(edges[c] for c in sorted(edges)))

    def lay(self, row: Row, columns: Sequence[Field]) -> Laid | None:
        """Lay a row on the columns, or give None where it does not fit."""
        if any(cell.box for cell in row):
            return self._by_place(row, len(columns))
        return by_order(row, columns)

    def _by_place(self, row: Row, columns: int) -> Laid | None:
        laid: list[Cell | None] = [None] * columns
        for cell in row:
            first, last = self._columns_of(cell, columns)
            if last > columns:
                return None
            for column in range(first, last):
                laid[column] = cell
        return tuple(laid)

    def _columns_of(self, cell: Cell, columns: int) -> tuple[int, int]:
        if cell.box is None or len(self.edges) != columns:
            return cell.col - 1, cell.col - 1 + cell.col_span
        sides = (cell.box.x0, cell.box.x1)
        if sides not in self._reached:  # the cells of a column share their sides
            self._reached[sides] = self._between(*sides)
        return self._reached[sides] or (cell.col - 1, cell.col - 1 + cell.col_span)

    def _between(self, left: float, right: float) -> tuple[int, int] | None:
        """Give the first column whose middle a cell spans, and the one after the last."""
        inside = [i for i, (x0, x1) in enumerate(self.edges) if left < (x0 + x1) / 2 < right]
        return (inside[0], inside[-1] + 1) if inside else None


def by_order(row: Row, columns: Sequence[Field]) -> Laid | None:
    """Lay a row of a text rendition: a label merged over key columns may be written once."""
    if len(row) == len(columns):
        return row
    cells = list(row)
    while len(cells) > len(columns) and not cells[-1].text.strip():
        cells.pop()
    missing = len(columns) - len(cells)
    if missing < 0:
        return None
    if missing and _is_merged_label(cells):
        return _by_block(cells, columns)
    return tuple(cells) + (None,) * missing


def _is_merged_label(cells: Sequence[Cell]) -> bool:
    """Tell whether a row is short because its label, merged over key columns, is written once.

    A row whose empty last cells were cut off is short as well, but never ends in an empty cell.
    """
    first = key(cells[0].text)
    if not first or _LONE_CODE.match(first) or len(cells) == 1:
        return False
    return bool(cells[1].text.strip()) or not cells[-1].text.strip()


def _by_block(cells: Sequence[Cell], columns: Sequence[Field]) -> Laid | None:
    """Lay each label and the amounts behind it on the next of the side-by-side tables."""
    laid: list[Cell | None] = [None] * len(columns)
    block = -1
    free: Iterator[int] = iter(())
    for cell in cells:
        if cell.text.strip() and parse(cell.text).state == "alien":
            block += 1
            own = [i for i, column in enumerate(columns) if column.block == block]
            keys = [i for i in own if columns[i].kind in ("code", "label")]
            for column in keys:
                laid[column] = cell
            free = iter(own[len(keys) :])
        else:
            place = next(free, None)
            if place is None:
                return None
            laid[place] = cell
    return tuple(laid)
