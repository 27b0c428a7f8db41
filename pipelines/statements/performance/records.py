"""What is read from performance forms: rows of indicators, money lines and totals, as printed.

Texts are without white space and otherwise as printed; what a form does not print is null. The
schemas carry ``document_id`` and ``fiscal_year``, which whoever knows the document adds.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

Row = dict[str, str | int | None]

_DOCUMENT: dict[str, pl.DataType] = {"document_id": pl.String(), "fiscal_year": pl.Int32()}
_FORM: dict[str, pl.DataType] = {
    "form_no": pl.Int32(),  # of the forms of the document, from 1: two may name one project
    "form": pl.String(),  # 整体自评 | 项目自评 | 整体监控 | 项目监控; 监控 is mid-year
    "entity": pl.String(),  # unit code and name of a whole-unit form, name of a project
}
_PLACE: dict[str, pl.DataType] = {"page": pl.Int32(), "line": pl.Int32()}

PERFORMANCE_INDICATOR: dict[str, pl.DataType] = {
    **_DOCUMENT,
    **_FORM,
    "level1": pl.String(),
    "level2": pl.String(),
    "level3": pl.String(),  # without its number (指标1：)
    "operator": pl.String(),  # ≥, <=, 等于 …
    "target": pl.String(),  # a number, or words
    "unit": pl.String(),
    "actual": pl.String(),  # 全年完成值 with its unit; 当期执行情况 in 监控
    "completion": pl.String(),  # 完成程度; 全年预计完成情况 in 监控
    "weight": pl.String(),
    "score": pl.String(),
    "deviation": pl.String(),  # reasons, "其他：…；…" where the form tells five kinds
    "improvement": pl.String(),
    **_PLACE,
}

PERFORMANCE_FUND: dict[str, pl.DataType] = {
    **_DOCUMENT,
    **_FORM,
    "item": pl.String(),
    "budget_initial": pl.String(),
    "budget": pl.String(),
    "executed": pl.String(),  # of the year; of the first months in 监控
    "forecast": pl.String(),  # 全年预计执行数, in 监控 only; an amount or a share
    "rate": pl.String(),
    "weight": pl.String(),
    "score": pl.String(),
    "unit": pl.String(),  # of the money: 元 | 万元 …
    **_PLACE,
}

PERFORMANCE_TOTAL: dict[str, pl.DataType] = {
    **_DOCUMENT,
    **_FORM,
    "total_weight": pl.String(),
    "total_score": pl.String(),
    **_PLACE,
}


@dataclass
class Forms:
    """The rows of all forms of a document, in printed order.

    ``unread`` tells in one sentence of each row of a form that fits none of its columns.
    """

    indicators: list[Row] = field(default_factory=list)
    funds: list[Row] = field(default_factory=list)
    totals: list[Row] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
