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
    """Give the non-blank cells of the documents in ``status``, totals and dashes included.

    Of a corrected cell, which may be blank, the amount is what is printed; the correction stands
    beside it.
    """
    owner = disclosure.filter(pl.col("status") == status).select(
        "document_id", "division_code", "department", "scope"
    )
    rows = owned(amount, owner).with_columns(
        pl.lit(fiscal_year, pl.Int32()).alias("fiscal_year"),
        pl.col("printed_state").alias("state"),
        yuan("printed_fen").alias("amount_yuan"),
        yuan("corrected_fen").alias("corrected_yuan"),
        yuan("quantum_fen").alias("quantum_yuan"),
    )
    return rows.select(list(DISCLOSURES["printed_amount"]))


def cells(amount: pl.DataFrame, disclosure: pl.DataFrame) -> pl.DataFrame:
    """Give the amounts of published documents that facts are made of.

    Columns: document_id, statement, side, item, role, measure, fen, quantum_fen and ``cell``, the
    place as :data:`CELL`. Dashes are no amounts.
    """
    published = disclosure.filter(pl.col("status") == "published")["document_id"]
    mine = pl.col("document_id").is_in(published.implode())
    return amount.filter((pl.col("state") == "amount") & mine).select(
        *("document_id", "statement", "side", "item", "role", "measure", "fen", "quantum_fen"),
        pl.struct(field.name for field in CELL.fields).alias("cell"),
    )


def owned(rows: pl.DataFrame, owner: pl.DataFrame) -> pl.DataFrame:
    """Give the rows of the documents in ``owner``, in their order, with its columns.

    Only the ids are joined: many wide rows would be copied for it.
    """
    known = rows["document_id"].is_in(owner["document_id"].implode())
    mine = rows if known.all() else rows.filter(known)
    ids = mine.select("document_id").join(
        owner, on="document_id", how="left", maintain_order="left"
    )
    return mine.hstack(ids.drop("document_id"))


def gather(
    rows: pl.DataFrame, grain: Sequence[str | pl.Expr], sums: Sequence[pl.Expr] = SUMS
) -> pl.DataFrame:
    """Give one row a ``grain``: the ``sums`` of its cells, and as ``sources`` where they stand."""
    order = [pl.col("cell").struct.field(name) for name in PLACE_ORDER if name != "document_id"]
    groups = rows.sort(order).group_by(grain, maintain_order=True)
    return groups.agg(*sums, pl.col("cell").alias("sources"))


def with_corrected(fact: pl.DataFrame, correction: pl.DataFrame) -> pl.DataFrame:
    """Add ``corrected``: whether any of a fact's ``sources`` is a cell that was corrected."""
    if correction.is_empty():
        return fact.with_columns(pl.lit(False).alias("corrected"))
    numbered = fact.with_row_index("fact")
    places = numbered.select("fact", "document_id", "sources").explode("sources").unnest("sources")
    place = ["document_id", "table_no", "row_no", "col_no"]
    touched = places.join(correction, on=place, how="semi")["fact"].unique()
    flag = pl.col("fact").is_in(touched.implode()).alias("corrected")
    return numbered.with_columns(flag).drop("fact")


def beyond_rounding() -> pl.Expr:
    """Tell whether a residual ``fen`` is more than half the sum of its cells' ``quantum_fen``."""
    return 2 * pl.col("fen").abs() > pl.col("quantum_fen")
