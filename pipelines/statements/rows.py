"""Rows of the room's tables, from the statements as they were read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extract import Reading
from pipelines.statements.amounts import Entry
from pipelines.statements.body import body
from pipelines.statements.number import fen, quantum
from pipelines.statements.problems import Problems
from pipelines.statements.records import AMOUNT, STATEMENTS
from pipelines.statements.sections import Outline, missing
from pipelines.statements.statement import Statement
from pipelines.statements.template import Templates
from pipelines.statements.wording import compact, key

Row = dict[str, object]


def amount_rows(statement: Statement, problems: Problems, whose: Row) -> Iterator[Row]:
    """Give a row for every amount cell of a statement, blank ones included; each tells ``whose``."""
    if not statement.unit:
        return
    codes = {entry.subject_code for entry in statement.entries if entry.subject_code}
    whole: Row = (
        dict.fromkeys(AMOUNT)
        | whose
        | {
            "statement": statement.template.statement,
            "printed_no": statement.printed_no,
            "unit": statement.unit,
            "quantum_fen": quantum(statement.unit, statement.decimals),
        }
    )
    for entry in statement.entries:
        if entry.printed.state == "alien":
            continue
        value = None
        if entry.printed.state == "amount":
            value = fen(entry.printed, statement.unit)
            if value is None:
                problems.too_fine(statement, entry)
                continue
        yield _amount_row(whole, entry, codes, value)


def _amount_row(whole: Row, entry: Entry, codes: set[str], value: int | None) -> Row:
    cell, grid = entry.cell, entry.row.piece.grid
    row = whole.copy()  # with all its keys: there are hundreds of rows to a document
    row["side"] = entry.side
    row["line_no"] = entry.line_no
    row["subject_code"] = code = entry.subject_code
    row["label"] = entry.label
    row["column_label"] = entry.column.label
    row["item"] = entry.item
    row["measure"] = entry.measure
    row["role"] = entry.role
    row["parent_code"] = _parent(code, codes) if code else None
    row["printed"] = compact(cell.text)
    row["state"] = entry.printed.state
    row["fen"] = value
    row["page"] = grid.page
    row["line"] = cell.line
    row["table_no"] = grid.number
    row["row_no"] = cell.row
    row["col_no"] = cell.col
    if cell.box:
        row["x0"], row["y0"], row["x1"], row["y1"] = cell.box
    return row


def _parent(code: str, codes: set[str]) -> str | None:
    """Give the nearest code above ``code`` that the statement prints."""
    for n in (5, 3):
        if n < len(code) and code[:n] in codes:
            return code[:n]
    return None


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
