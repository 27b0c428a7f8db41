"""The table of the amounts of a document, made column by column: it has hundreds of rows."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat

import polars as pl

from pipelines.extract import Box
from pipelines.statements.amounts import Entry
from pipelines.statements.number import fen, quantum
from pipelines.statements.problems import Problems
from pipelines.statements.records import AMOUNT
from pipelines.statements.statement import Statement
from pipelines.statements.wording import compact

Columns = dict[str, list[object]]

_NOWHERE = (None, None, None, None)


def amount_table(
    statements: Iterable[Statement], problems: Problems, document_id: str, fiscal_year: int
) -> pl.DataFrame:
    """Give a row for every amount cell of ``statements``, blank ones included.

    Statements without a unit have none; an amount finer than 分 is told to ``problems``.
    """
    columns: Columns = {name: [] for name in AMOUNT}
    for statement in statements:
        if statement.unit and (entries := _exact(statement, problems)):
            _add(columns, statement, entries)
    rows = len(columns["item"])
    columns["document_id"] = [document_id] * rows
    columns["fiscal_year"] = [fiscal_year] * rows
    return pl.DataFrame([pl.Series(name, columns[name], dtype=t) for name, t in AMOUNT.items()])


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


def _add(columns: Columns, of: Statement, found: list[tuple[Entry, int | None]]) -> None:
    """Put the amounts of one statement at the end of ``columns``."""
    entries, values = zip(*found, strict=True)
    rows, fields, cells, printed, sides, codes, labels, line_nos, items, measures, roles = zip(
        *entries, strict=True
    )
    texts, row_nos, col_nos, _, _, lines, boxes = zip(*cells, strict=True)
    grids = [row.piece.grid for row in rows]
    above = _parents(codes)
    added: dict[str, Iterable[object]] = {
        "statement": repeat(of.template.statement, len(found)),
        "printed_no": repeat(of.printed_no, len(found)),
        "side": sides,
        "line_no": line_nos,
        "subject_code": codes,
        "label": labels,
        "column_label": [field.label for field in fields],
        "item": items,
        "measure": measures,
        "role": roles,
        "parent_code": map(above.get, codes),
        "printed": map(compact, texts),
        "state": [amount.state for amount in printed],
        "unit": repeat(of.unit, len(found)),
        "fen": values,
        "quantum_fen": repeat(quantum(of.unit, of.decimals), len(found)),
        "page": [grid.page for grid in grids],
        "line": lines,
        "table_no": [grid.number for grid in grids],
        "row_no": row_nos,
        "col_no": col_nos,
        **_edges(boxes),
    }
    for name, column in added.items():
        columns[name] += column


def _edges(boxes: Iterable[Box | None]) -> dict[str, Iterable[object]]:
    edges = zip(*[box or _NOWHERE for box in boxes], strict=True)
    return dict(zip(("x0", "y0", "x1", "y1"), edges, strict=True))


def _parents(printed: Iterable[str | None]) -> dict[str | None, str | None]:
    """Give the nearest code above each of the codes that a statement prints."""
    codes = {code for code in printed if code}
    return {
        code: next((code[:n] for n in (5, 3) if n < len(code) and code[:n] in codes), None)
        for code in codes
    }
