"""The tables of one part under ``readings/``: what is stored of every document that was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

import polars as pl

from pipelines.statements.narrative.records import NARRATIVE_CLAIM
from pipelines.statements.performance.records import (
    PERFORMANCE_FUND,
    PERFORMANCE_INDICATOR,
    PERFORMANCE_TOTAL,
)
from pipelines.statements.records import AMOUNT, DOCUMENT, PROBLEM, STATEMENT

TABLES: dict[str, dict[str, pl.DataType]] = {
    "amount": AMOUNT,
    "statement": STATEMENT,
    "problem": PROBLEM,
    "document": DOCUMENT,
    "narrative_claim": {"document_id": pl.String(), **NARRATIVE_CLAIM},
    "performance_indicator": PERFORMANCE_INDICATOR,
    "performance_fund": PERFORMANCE_FUND,
    "performance_total": PERFORMANCE_TOTAL,
}


class Columns(NamedTuple):
    """Rows of a table as plain values, column by column; what all of them share stands once.

    It is made for one document, framed for many at once. A column that is not told is null.
    """

    rows: int
    shared: Mapping[str, object]
    own: Mapping[str, Sequence[object]]


def by_column(name: str, rows: Sequence[dict[str, object]]) -> Columns:
    """Give ``rows`` of the table ``name`` by column; decimals as text, which is light to carry."""
    own: dict[str, Sequence[object]] = {}
    for column, dtype in TABLES[name].items():
        values: list[object] = [row.get(column) for row in rows]
        if dtype.is_decimal():
            values = [None if value is None else str(value) for value in values]
        own[column] = values
    return Columns(len(rows), {}, own)


def framed(name: str, pieces: Iterable[Columns]) -> pl.DataFrame:
    """Give ``pieces`` of the table ``name``, one after the other, as a frame with its schema.

    A decimal of more digits than its column has is null. Raises an error of Polars or Python where
    any other value does not fit.
    """
    schema = TABLES[name]
    whole: dict[str, list[object]] = {column: [] for column in schema}
    for rows, shared, own in pieces:
        for column, values in whole.items():
            values += own[column] if column in own else repeat(shared.get(column), rows)
    return pl.DataFrame([_series(c, whole[c], dtype) for c, dtype in schema.items()])


def _series(name: str, values: list[object], dtype: pl.DataType) -> pl.Series:
    if dtype.is_decimal():
        return pl.Series(name, values, dtype=pl.String).cast(dtype, strict=False)
    return pl.Series(name, values, dtype=dtype)
