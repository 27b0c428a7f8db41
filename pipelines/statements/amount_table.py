"""The table of the amounts of a document, made column by column: it has hundreds of rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.extract import Box
from pipelines.statements.amounts import Entry
from pipelines.statements.number import fen, quantum
from pipelines.statements.problems import Problems
from pipelines.statements.statement import Statement
from pipelines.statements.tables import Columns
from pipelines.statements.wording import compact

_NOWHERE = (None, None, None, None)


def amount_table(
    statements: Iterable[Statement], problems: Problems, document_id: str, fiscal_year: int
) -> list[Columns]:
    """Give a row for every amount cell of ``statements``, blank ones included, by statement.

    Statements without a unit have none; an amount finer than 分 is told to ``problems``.
    """
    whose = {"document_id": document_id, "fiscal_year": fiscal_year}
    return [
        _columns(statement, entries, whose)
        for statement in statements
        if statement.unit and (entries := _exact(statement, problems))
    ]


def _exact(statement: Statement, problems: Problems) -> list[tuple[Entry, int | None]]:
    """Give the entries that print an amount or leave it blank, with the amount in 分."""
    found: list[tuple[Entry, int | None]] = []
    for entry in statement.entries:
        state, value = entry.printed.state, None
        if state == "alien":
            continue
        if state == "amount":
            value = fen(entry.printed, statement.unit)
            if value is None:
                problems.too_fine(statement, entry)
                continue
        found.append((entry, value))
    return found


def _columns(
    of: Statement, found: list[tuple[Entry, int | None]], whose: dict[str, object]
) -> Columns:
    """Give the amounts of one statement."""
    entries, values = zip(*found, strict=True)
    rows, fields, cells, printed, sides, codes, labels, line_nos, items, measures, roles = zip(
        *entries, strict=True
    )
    texts, row_nos, col_nos, _, _, lines, boxes = zip(*cells, strict=True)
    grids = [row.piece.grid for row in rows]
    above = _parents(codes)
    shared = {
        "statement": of.template.statement,
        "printed_no": of.printed_no,
        "unit": of.unit,
        "quantum_fen": quantum(of.unit, of.decimals),
    }
    own: dict[str, Sequence[object]] = {
        "side": sides,
        "line_no": line_nos,
        "subject_code": codes,
        "label": labels,
        "column_label": [field.label for field in fields],
        "item": items,
        "measure": measures,
        "role": roles,
        "parent_code": [above.get(code) for code in codes],
        "printed": [compact(text) for text in texts],
        "state": [amount.state for amount in printed],
        "fen": values,
        "page": [grid.page for grid in grids],
        "line": lines,
        "table_no": [grid.number for grid in grids],
        "row_no": row_nos,
        "col_no": col_nos,
        **_edges(boxes),
    }
    return Columns(len(found), whose | shared, own)


def _edges(boxes: Sequence[Box | None]) -> dict[str, Sequence[object]]:
    if not any(boxes):
        return {}  # a text has no places on a page
    edges = zip(*[box or _NOWHERE for box in boxes], strict=True)
    return dict(zip(("x0", "y0", "x1", "y1"), edges, strict=True))


def _parents(printed: Iterable[str | None]) -> dict[str | None, str | None]:
    """Give the nearest code above each of the codes that a statement prints."""
    codes = set(filter(None, printed))
    return {code: _parent(code, codes) for code in codes}


def _parent(code: str, codes: set[str]) -> str | None:
    for length in (5, 3):
        if length < len(code) and code[:length] in codes:
            return code[:length]
    return None
