"""Printed amounts as relations: every non-blank cell of the documents that are shown."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.star.schemas import CELL, DISCLOSURES, PLACE_ORDER, YUAN

SUMS = (pl.col("fen").sum(), pl.col("quantum_fen").sum())


def yuan(fen: str) -> pl.Expr:
    """Give the column ``fen`` (分) in 元, exactly."""
    return (pl.col(fen).cast(YUAN) / 100).cast(YUAN)


def printed_amount(
    amount: pl.DataFrame, disclosure: pl.DataFrame, fiscal_year: int, status: str
) -> pl.DataFrame:
    """Give the non-blank cells of the documents in ``status``, totals and dashes included."""
    owner = disclosure.filter(pl.col("status") == status).select(
        "document_id", "division_code", "department", "scope"
    )
    rows = amount.join(owner, on="document_id").with_columns(
        pl.lit(fiscal_year, pl.Int32()).alias("fiscal_year"),
        yuan("fen").alias("amount_yuan"),
        yuan("quantum_fen").alias("quantum_yuan"),
    )
    return rows.select(list(DISCLOSURES["printed_amount"])).sort(
        *PLACE_ORDER, "statement", "measure"
    )


def cells(amount: pl.DataFrame, disclosure: pl.DataFrame) -> pl.DataFrame:
    """Give the amounts of published documents that facts are made of.

    Columns: document_id, statement, side, item, role, measure, fen, quantum_fen and ``cell``, the
    place as :data:`CELL`. Dashes are no amounts.
    """
    published = disclosure.filter(pl.col("status") == "published").select("document_id")
    amounts = amount.filter(pl.col("state") == "amount").join(
        published, on="document_id", how="semi"
    )
    return amounts.select(
        *("document_id", "statement", "side", "item", "role", "measure", "fen", "quantum_fen"),
        pl.struct(field.name for field in CELL.fields).alias("cell"),
    )


def gather(
    rows: pl.DataFrame, grain: Sequence[str | pl.Expr], sums: Sequence[pl.Expr] = SUMS
) -> pl.DataFrame:
    """Give one row a ``grain``: the ``sums`` of its cells, and as ``sources`` where they stand."""
    order = [pl.col("cell").struct.field(name) for name in PLACE_ORDER if name != "document_id"]
    groups = rows.sort(order).group_by(grain, maintain_order=True)
    return groups.agg(*sums, pl.col("cell").alias("sources"))


def beyond_rounding() -> pl.Expr:
    """Tell whether a residual ``fen`` is more than half the sum of its cells' ``quantum_fen``."""
    return 2 * pl.col("fen").abs() > pl.col("quantum_fen")
