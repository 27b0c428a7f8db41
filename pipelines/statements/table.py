"""The table of one statement: where its header ends, and its body rows laid on its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.extract import Cell
from pipelines.statements.codes import is_code
from pipelines.statements.columns import Field, fields
from pipelines.statements.header import header_paths, is_column_numbers, width
from pipelines.statements.number import parse
from pipelines.statements.sections import Piece
from pipelines.statements.shape import Laid, Row, Shape, by_order
from pipelines.statements.template import Common, Template
from pipelines.statements.wording import compact, key, label_key


class BodyRow(NamedTuple):
    """One body row: the grid it stands in, the fields of its columns and the cells in them.

    ``whole`` are the same cells where every column has one of its own.
    """

    piece: Piece
    row_no: int
    fields: tuple[Field, ...]
    cells: Laid
    whole: Row | None

    def entries(self) -> Sequence[tuple[Field, Cell]]:
        """Give each cell once, with the field of the first column it spans."""
        if self.whole:
            return tuple(zip(self.fields, self.whole, strict=True))
        before: Laid = (None, *self.cells)
        return [
            (column, cell)
            for column, cell, last in zip(self.fields, self.cells, before, strict=False)
            if cell is not None and cell is not last
        ]


@dataclass
class Table:
    """The body rows of a statement over all pages, its columns, and rows that fit no column."""

    fields: tuple[Field, ...] = ()
    rows: list[BodyRow] = field(default_factory=list)
    misfits: list[tuple[Piece, Row]] = field(default_factory=list)


def is_blank(row: Row) -> bool:
    """Tell whether nothing is printed in a row; most rows print something in their first cell."""
    return not (row and row[0].text.strip()) and not any(cell.text.strip() for cell in row)


class TableReader:
    """Reads the pieces of a section as one table."""

    def __init__(self, template: Template, common: Common) -> None:
        self.template = template
        self.common = common

    def read(self, pieces: Sequence[Piece]) -> Table:
        """Give the table; a repeated header, and a total repeated below it, count once."""
        table, shape = Table(), Shape()
        for piece in pieces:
            start = self._body_start(piece.rows)
            header = self._fields(piece.rows[:start])
            if any(column.kind == "amount" for column in header):
                table.fields, shape = header, Shape.of(piece)
            elif table.fields:
                start = 0
            placed = piece.grid.page is not None
            for row in piece.rows[start:]:
                self._take(table, piece, row, shape if placed else None)
        return table

    def _fields(self, header: Sequence[Row]) -> tuple[Field, ...]:
        rows = [row for row in header if not is_column_numbers(row)]
        paths = header_paths(rows, self._columns) if rows else ()
        return fields(paths, self.template, self.common)

    def _body_start(self, rows: Sequence[Row]) -> int:
        """Give the index of the first body row; 0 where a piece has no header of its own."""
        self._columns = width(rows)
        numbered = [i for i, row in enumerate(rows[:12]) if is_column_numbers(row)]
        if numbered:
            return numbered[-1] + 1
        for index, row in enumerate(rows):
            if self.is_body(row):
                return index
        return self._below_texts(rows)

    @staticmethod
    def _below_texts(rows: Sequence[Row]) -> int:
        """Give the index below the last row with text: for a body of blanks, or no body."""
        texts = [i for i, row in enumerate(rows) if any(c.text.strip() for c in row)]
        return texts[-1] + 1 if texts else 0

    def is_body(self, row: Row) -> bool:
        """Tell a body row: it has a code or row labels, and nothing else but names and amounts."""
        texts = [compact(cell.text) for cell in row if cell.text.strip()]
        if not texts:
            return False
        if self.template.subjects and self._code(texts):
            return True
        labels = [t for t in texts if self._is_label(t)]
        amounts = [t for t in texts if parse(t).state in ("amount", "dash")]
        if self.template.items_in_header and not labels:
            return len(amounts) == len(texts)
        known = len(labels) + len(amounts)
        return 1 <= len(labels) <= self.template.labels_a_row and known == len(texts)

    def _code(self, texts: Sequence[str]) -> bool:
        return any(is_code(key(text), self.template.subjects) for text in texts[:3])

    def _is_label(self, text: str) -> bool:
        label = label_key(text)[0]
        if self.template.names_row(label):
            return True
        if self.template.items_in_header and self.template.column((label,), None):
            return True
        return self.template.classes_as_lines and label.endswith("支出") and label != "支出"

    def _take(self, table: Table, piece: Piece, row: Row, shape: Shape | None) -> None:
        if is_column_numbers(row) or (is_blank(row) and not self._may_be_blank(table)):
            return
        if not table.fields:
            table.misfits.append((piece, row))
            return
        laid = shape.lay(row, table.fields) if shape else by_order(row, table.fields)
        if laid is None:
            table.misfits.append((piece, row))
        else:
            whole = row if laid is row else None
            table.rows.append(BodyRow(piece, row[0].row, table.fields, laid, whole))

    def _may_be_blank(self, table: Table) -> bool:
        """A statement with its items across may publish its only row blank."""
        return self.template.items_in_header and not table.rows
