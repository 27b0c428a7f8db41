"""Rows of statements and of the document itself, from the statements as they were read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extract import Reading
from pipelines.statements.body import body
from pipelines.statements.records import STATEMENTS
from pipelines.statements.sections import Outline, missing
from pipelines.statements.statement import Statement
from pipelines.statements.template import Templates
from pipelines.statements.wording import key

Row = dict[str, object]


def statement_rows(statements: list[Statement], drawn: Outline, known: Templates) -> Iterator[Row]:
    """Give a row for each of the nine statements: found, empty, absent, announced but absent."""
    absent = set(missing(drawn))
    found = {statement.template.statement: statement for statement in statements}
    for name in STATEMENTS:
        statement = found.get(name)
        if statement is None:
            status = "announced_absent" if name in absent else "absent"
            yield {"statement": name, "status": status, "title": drawn.announced.get(name)}
            continue
        first = statement.first
        yield {
            "statement": name,
            "status": "found" if statement.printed else "empty",
            "printed_no": statement.printed_no,
            "title": first.title,
            "unit": statement.unit or None,
            "decimals": statement.decimals,
            "rows": len({(e.row.piece.grid.number, e.row.row_no) for e in statement.entries}),
            "amounts": len(statement.printed),
            "budget_basis": _budget_basis(statement, known),
            "page": first.page,
            "line": first.line,
        }


def _budget_basis(statement: Statement, known: Templates) -> str | None:
    """Tell what 预算数 means in the three-public statement, by the note under it."""
    if statement.template.statement != "three_public":
        return None
    note = key("".join(n for section in statement.sections for n in section.notes))
    for basis, wording in known.common.budget_basis.items():
        if re.fullmatch(wording, note):
            return basis
    return None


def document_row(reading: Reading, drawn: Outline, fiscal_year: int) -> Row:
    """Give the row of the document itself: whose accounts, how read."""
    whose = body(reading.blocks, drawn, fiscal_year)
    return {
        "format": reading.format,
        "reader": reading.reader,
        "pages": reading.pages,
        "division_code": whose.division.code if whose.division else None,
        "division": whose.division.name if whose.division else None,
        "department": whose.department,
        "body": whose.organisation,
        "unit_code": whose.unit_code,
        "scope": whose.scope,
        "outcome": "read",
        "reason": None,
    }
