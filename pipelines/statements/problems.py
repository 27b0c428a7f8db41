"""What is wrong with a document as read: each problem one row that names the place.

A critical problem quarantines the document: something was printed that could not be read as a
statement, and what was read can not be trusted to be whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipelines.extract import Cell, Reading
from pipelines.statements.amounts import Entry
from pipelines.statements.records import Kind
from pipelines.statements.sections import Outline
from pipelines.statements.strays import PrintedRows, looks_like_statement
from pipelines.statements.table import BodyRow
from pipelines.statements.wording import compact, key

if TYPE_CHECKING:
    from pipelines.statements.statement import Statement

_YEAR = re.compile(r"^(20\d\d)年")


class Problems:
    """Gathers the problem rows of one document."""

    def __init__(self, document_id: str, fiscal_year: int) -> None:
        self.rows: list[dict[str, object]] = []
        self._whose = {"document_id": document_id, "fiscal_year": fiscal_year}

    def add(
        self,
        kind: Kind,
        message: str,
        *,
        statement: str | None = None,
        critical: bool = True,
        page: int | None = None,
        line: int | None = None,
    ) -> None:
        """Add one problem."""
        severity = "critical" if critical else "warning"
        row = {"statement": statement, "kind": kind, "severity": severity, "message": message}
        self.rows.append(self._whose | row | {"page": page, "line": line})

    def about_statement(self, statement: Statement, unnamed: list[tuple[BodyRow, Cell]]) -> None:
        """Report what of a statement could not be read, and what it lacks."""
        name = statement.template.statement
        title, page, line = statement.first.title, statement.first.page, statement.first.line
        for piece, row in statement.table.misfits:
            text = "|".join(compact(cell.text) for cell in row)
            self.add("row_misfit", f"{title}: the row {text} fits no column of the header",
                     statement=name, page=piece.grid.page, line=row[0].line)  # fmt: skip
        for body_row, cell in unnamed:
            self.add("row_unnamed", f"{title}: {compact(cell.text)} stands in no known row",
                     statement=name, page=body_row.piece.grid.page, line=cell.line)  # fmt: skip
        for entry in statement.entries:
            if entry.printed.state == "alien" or not entry.printed.grouped:
                self._about_entry(name, title, entry)
        self._unknown_columns(statement)
        if statement.first.pieces and not statement.first.said_empty:
            self._lacking(statement, name, title, page, line)

    def _about_entry(self, name: str, title: str, entry: Entry) -> None:
        place = f"{title}: {entry.label} × {entry.column.label}"
        page, line = entry.row.piece.grid.page, entry.cell.line
        printed = compact(entry.cell.text)
        if entry.printed.state == "alien":
            message = f"{place} prints {printed}, which is no amount"
            self.add("not_an_amount", message, statement=name, page=page, line=line)
        else:
            message = f"{place} prints {printed}: its thousands separators are misplaced"
            self.add("misgrouped", message, statement=name, critical=False, page=page, line=line)

    def _unknown_columns(self, statement: Statement) -> None:
        name, title = statement.template.statement, statement.first.title
        told: set[int] = set()
        unknown = {  # rows share the fields of the header above them
            id(known): [i for i, column in enumerate(known) if column.kind == "unknown"]
            for known in {id(row.fields): row.fields for row in statement.table.rows}.values()
        }
        for row in statement.table.rows:
            for index in unknown[id(row.fields)]:
                column, cell = row.fields[index], row.cells[index]
                if cell and cell.text.strip() and index not in told:
                    told.add(index)
                    what = column.label or "without a header"
                    message = f"{title}: column {index + 1} ({what}) is not known"
                    self.add("column_unknown", message, statement=name,
                             page=row.piece.grid.page, line=cell.line)  # fmt: skip

    def _lacking(
        self, statement: Statement, name: str, title: str, page: int | None, line: int | None
    ) -> None:
        measures = {c.measure for c in statement.table.fields} | {
            e.measure for e in statement.entries
        }
        items = {entry.item for entry in statement.entries}
        required = statement.template.required
        lacking = [m for m in required.measures if m not in measures]
        if lacking:
            message = f"{title}: no column was found for {', '.join(lacking)}"
            self.add("column_missing", message, statement=name, page=page, line=line)
        unusual = [m for m in required.usual if m not in measures]
        if unusual:
            message = f"{title}: the usual column for {', '.join(unusual)} is not printed"
            self.add(
                "column_unprinted", message, statement=name, critical=False, page=page, line=line
            )
        broken = [item for item in required.items if item not in items]
        if broken and not lacking:
            message = f"{title} breaks off: no row was found for {', '.join(broken)}"
            self.add("broken_off", message, statement=name, page=page, line=line)

    def unit_missing(self, statement: Statement, assumed: str) -> None:
        """Report a statement that names no unit; without any unit it cannot be read."""
        where = {"page": statement.first.page, "line": statement.first.line}
        told = (
            f"the unit {assumed} of the other statements is taken" if assumed else "none is known"
        )
        message = f"{statement.first.title} names no unit of money: {told}"
        self.add("unit_missing", message, statement=statement.template.statement,
                 critical=not assumed, **where)  # fmt: skip

    def too_fine(self, statement: Statement, entry: Entry) -> None:
        """Report an amount with more decimals than 分."""
        message = f"{statement.first.title}: {compact(entry.cell.text)} is finer than one 分"
        self.add("not_an_amount", message, statement=statement.template.statement,
                 page=entry.row.piece.grid.page, line=entry.cell.line)  # fmt: skip

    def about_forms(self, unread: Iterable[str]) -> None:
        """Report the rows of performance forms that fit none of their columns."""
        for message in unread:
            self.add("form_row_unread", message, critical=False)

    def about_document(
        self, reading: Reading, drawn: Outline, statements: list[Statement], fiscal_year: int
    ) -> None:
        """Report what the reader said, years that disagree, and tables that were not recognised."""
        for warning in reading.warnings:
            self.add("reader", warning, critical=False)
        for statement in statements:
            for caption in statement.captions:
                year = _YEAR.match(key(caption))
                if year and int(year[1]) != fiscal_year:
                    message = f"{statement.first.title} is headed {caption}, not {fiscal_year}"
                    self.add("year_conflict", message, critical=False,
                             statement=statement.template.statement,
                             page=statement.first.page, line=statement.first.line)  # fmt: skip
        for section in drawn.unreadable:
            self.add(
                "table_unreadable",
                f"{section.title} is printed, but not as a table whose cells can be told apart",
                statement=section.statement,
                page=section.page,
                line=section.line,
            )
        printed = PrintedRows(drawn)
        for title, grid in drawn.unrecognised:
            first = printed.before(grid)
            if first:
                message = f"{first.title}: rows of it are printed a second time and read once"
                self.add("table_repeated", message, critical=False,
                         statement=first.statement, page=grid.page, line=grid.line)  # fmt: skip
            elif looks_like_statement(grid):
                message = (
                    f"a table under {compact(title)!r} looks like a statement but is not known"
                )
                self.add("table_unrecognised", message, critical=False,
                         page=grid.page, line=grid.line)  # fmt: skip
