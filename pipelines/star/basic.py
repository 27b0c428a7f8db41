"""``fact_basic_expenditure``: the basic expenditure of the general budget by economic leaf (06)."""

from __future__ import annotations

import polars as pl

from pipelines.star.amounts import SUMS, gather


def fact_basic_expenditure(leaves: pl.DataFrame) -> pl.DataFrame:
    """Give the rows at the grain document, subject (fen, quantum_fen, sources)."""
    rows = leaves.filter(
        (pl.col("statement") == "basic_expenditure") & (pl.col("measure") == "amount")
    )
    grain = ("document_id", pl.col("item").alias("subject_code"))
    return gather(rows, grain, [*SUMS, pl.col("side").first()])
