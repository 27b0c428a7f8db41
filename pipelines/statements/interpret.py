"""From the blocks of a document to the rows of its statements: the door of the room."""

from __future__ import annotations

from pipelines.extract import Reading, UnreadableError
from pipelines.statements.amount_table import amount_table
from pipelines.statements.body import is_final_accounts
from pipelines.statements.narrative import claims, reasons
from pipelines.statements.outline import outline
from pipelines.statements.performance import forms
from pipelines.statements.problems import Problems
from pipelines.statements.rows import Row, document_row, statement_rows
from pipelines.statements.statement import read_statements
from pipelines.statements.tables import Columns, framed
from pipelines.statements.template import templates

Rows = dict[str, list[Row]]


def interpret(reading: Reading, document_id: str, *, fiscal_year: int) -> Rows:
    """Give the rows of one document by table (see :mod:`pipelines.statements.records`).

    Raises :class:`UnreadableError` where the document is no final accounts at all.
    """
    amounts, rows = interpret_columns(reading, document_id, fiscal_year=fiscal_year)
    return {"amount": framed("amount", amounts).to_dicts(), **rows}


def interpret_columns(
    reading: Reading, document_id: str, *, fiscal_year: int
) -> tuple[list[Columns], Rows]:
    """Give the same with the amounts, which are most of it, never made into rows."""
    known = templates()
    drawn = outline(reading.blocks, known)
    if not drawn.sections and not is_final_accounts(reading.blocks):
        raise UnreadableError("not final accounts: no heading and no table of a 决算 is in it")
    problems = Problems(document_id, fiscal_year)
    statements = read_statements(drawn, known, problems)
    problems.about_document(reading, drawn, statements, fiscal_year)
    filled = forms(reading)
    problems.about_forms(filled.unread)
    whose: Row = {"document_id": document_id, "fiscal_year": fiscal_year}
    stated = claims(reading, fiscal_year=fiscal_year)
    stated += reasons(filled.indicators, fiscal_year=fiscal_year)
    amounts = amount_table(statements, problems, document_id, fiscal_year)
    return amounts, {
        "statement": [whose | row for row in statement_rows(statements, drawn, known)],
        "problem": problems.rows,
        "document": [whose | document_row(reading, drawn, fiscal_year)],
        "narrative_claim": [{"document_id": document_id} | claim for claim in stated],
        "performance_indicator": [whose | row for row in filled.indicators],
        "performance_fund": [whose | row for row in filled.funds],
        "performance_total": [whose | row for row in filled.totals],
    }
