"""What the statements room gives: rows of amounts, statements and problems, and their schemas.

A row is a plain mapping whose keys and types are the schema below; rows travel from the worker
that read a document to the part files under ``readings/``.
"""

from __future__ import annotations

from typing import Literal, get_args

import polars as pl

Statement = Literal[
    "summary",
    "income",
    "expenditure",
    "appropriation_summary",
    "general_budget_expenditure",
    "basic_expenditure",
    "three_public",
    "government_fund",
    "state_capital",
]
STATEMENTS: tuple[Statement, ...] = get_args(Statement)
"""The nine statements, in the Liaoning order (公开01 … 公开09)."""

Kind = Literal[
    "broken_off",
    "column_missing",
    "column_unknown",
    "column_unprinted",
    "form_row_unread",
    "misgrouped",
    "not_an_amount",
    "reader",
    "row_misfit",
    "row_unnamed",
    "table_repeated",
    "table_unreadable",
    "table_unrecognised",
    "unit_missing",
    "year_conflict",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""What may be wrong with a document as it is read."""

AMOUNT: dict[str, pl.DataType] = {
    "document_id": pl.String(),
    "fiscal_year": pl.Int32(),
    "statement": pl.String(),  # one of STATEMENTS
    "printed_no": pl.String(),  # "公开01表" as printed, white space removed
    "side": pl.String(),  # 收入 | 支出 in two-sided statements, 人员经费 | 公用经费 in 06, else null
    "line_no": pl.String(),  # 行次 as printed
    "subject_code": pl.String(),  # as printed, joined from one or three cells
    "label": pl.String(),  # row label as printed, white space and markup removed
    "column_label": pl.String(),  # lowest header as printed
    "item": pl.String(),  # canonical row: a code, or "total", "opening", "vehicle_operation" …
    "measure": pl.String(),  # canonical column: "total", "basic", "budget" …
    "role": pl.String(),  # class | group | item | line | total | grand_total | balance | of_which
    "parent_code": pl.String(),  # printed code one level up, for class/group/item rows
    "printed": pl.String(),  # the amount as printed, white space and markup removed
    "state": pl.String(),  # amount | blank | dash
    "unit": pl.String(),  # 元 | 万元 …
    "fen": pl.Int64(),  # the amount in 分; null for blank and dash
    "quantum_fen": pl.Int64(),  # what the last printed decimal of this statement is worth, in 分
    "page": pl.Int32(),
    "line": pl.Int32(),
    "table_no": pl.Int32(),
    "row_no": pl.Int32(),
    "col_no": pl.Int32(),
    "x0": pl.Float64(),
    "y0": pl.Float64(),
    "x1": pl.Float64(),
    "y1": pl.Float64(),
}

STATEMENT: dict[str, pl.DataType] = {
    "document_id": pl.String(),
    "fiscal_year": pl.Int32(),
    "statement": pl.String(),
    "status": pl.String(),  # found | empty (published without amounts) | absent | announced_absent
    "printed_no": pl.String(),
    "title": pl.String(),  # as printed
    "unit": pl.String(),
    "decimals": pl.Int32(),
    "rows": pl.Int32(),
    "amounts": pl.Int32(),  # cells in state amount
    "budget_basis": pl.String(),  # 07 only: 年初 | 全年, what 预算数 means, from the note
    "page": pl.Int32(),
    "line": pl.Int32(),
}

PROBLEM: dict[str, pl.DataType] = {
    "document_id": pl.String(),
    "fiscal_year": pl.Int32(),
    "statement": pl.String(),
    "kind": pl.String(),  # one of KINDS
    "severity": pl.String(),  # critical (the document is quarantined) | warning
    "message": pl.String(),  # one sentence that names the place
    "page": pl.Int32(),
    "line": pl.Int32(),
}

DOCUMENT: dict[str, pl.DataType] = {
    "document_id": pl.String(),
    "sha256": pl.String(),
    "extractor": pl.String(),  # version of the reading code; another one means read again
    "format": pl.String(),
    "reader": pl.String(),
    "pages": pl.Int32(),
    "fiscal_year": pl.Int32(),
    "division_code": pl.String(),  # six digits; null where the document does not tell
    "division": pl.String(),
    "department": pl.String(),  # as printed on the statements or the title
    "body": pl.String(),  # the department's name without province prefix and （本级）, to match on
    "unit_code": pl.String(),  # budget code of the forms' header, e.g. 703001
    "scope": pl.String(),  # 部门 | 单位
    "outcome": pl.String(),  # read | rejected
    "reason": pl.String(),  # why it was rejected
    "seconds": pl.Float64(),
}
