"""``fact_expenditure``: what was spent, by functional leaf, fund and nature.

05, 08 and 09 give the expenditure of the three budgets as printed. What 03 holds beyond them, per
subject and nature, is derived: it becomes the fund 财政拨款以外, so that a sum over funds is 03.
A residual within the rounding of its cells is no row.
"""

from __future__ import annotations

import polars as pl

from pipelines.star.amounts import beyond_rounding, gather
from pipelines.star.leaves import with_group
from pipelines.star.members import (
    BEYOND,
    FUND_OF_STATEMENT,
    NATURE_OF_MEASURE,
    PRINTED,
    REMAINDER,
    STATEMENT_OF_COLUMN,
    UNDECIDED,
    UNDIVIDED,
)

_GRAIN = ("document_id", "subject_code", "fund", "nature")


def fact_expenditure(
    cells: pl.DataFrame, leaves: pl.DataFrame, statement: pl.DataFrame
) -> pl.DataFrame:
    """Give the rows at the grain document, subject, fund, nature (fen, quantum_fen, sources)."""
    rows = _natured(leaves)
    printed = rows.filter(pl.col("statement") != "expenditure").with_columns(
        pl.col("item").alias("subject_code"),
        pl.col("statement").replace_strict(FUND_OF_STATEMENT).alias("fund"),
        pl.lit(False).alias("derived"),
        pl.lit(PRINTED).alias("fund_basis"),
    )
    direct = gather(printed, [*_GRAIN, "derived", "fund_basis"])
    return pl.concat([direct, _remainder(rows, uncovered(cells, statement))], how="diagonal")


def uncovered(cells: pl.DataFrame, statement: pl.DataFrame) -> pl.DataFrame:
    """Give the documents whose 05, 08 or 09 is not there although its fund may have spent.

    A statement published as empty says that nothing was spent. One that is not there is taken to
    be nil where 04 shows no expenditure of its fund; 05 must be vouched for by 04.
    """
    there = statement.filter(pl.col("status").is_in(["found", "empty"]))
    known = there.select("document_id", "statement")
    spent = cells.filter(
        (pl.col("statement") == "appropriation_summary")
        & (pl.col("side") == "支出")
        & (pl.col("item") == "total")
        & (pl.col("fen") != 0)
    )
    claimed = spent.filter(pl.col("measure").is_in(list(STATEMENT_OF_COLUMN))).select(
        "document_id", pl.col("measure").replace_strict(STATEMENT_OF_COLUMN).alias("statement")
    )
    vouched = known.filter(pl.col("statement") == "appropriation_summary").select("document_id")
    unvouched = cells.select("document_id").unique().join(vouched, on="document_id", how="anti")
    needed = unvouched.with_columns(pl.lit("general_budget_expenditure").alias("statement"))
    wanting = pl.concat([claimed, needed]).join(known, on=["document_id", "statement"], how="anti")
    return wanting.select("document_id").unique()


def _natured(leaves: pl.DataFrame) -> pl.DataFrame:
    """Keep the cells that carry a nature, or the total of a row whose natures are not printed."""
    rows = leaves.filter(pl.col("statement").is_in(["expenditure", *FUND_OF_STATEMENT]))
    parts = pl.col("measure").is_in(list(NATURE_OF_MEASURE))
    divided = parts.any().over("document_id", "statement", "item")
    kept = rows.filter(parts | (~divided & (pl.col("measure") == "total")))
    nature = pl.col("measure").replace_strict(NATURE_OF_MEASURE, default=UNDIVIDED)
    return kept.with_columns(nature.alias("nature"))


def _remainder(rows: pl.DataFrame, undecidable: pl.DataFrame) -> pl.DataFrame:
    """Give what 03 holds beyond 05, 08 and 09, where it is more than rounding.

    Less than nothing is no money from elsewhere: such a row says 未区分, and that it is undecided.
    """
    spending = rows.filter(pl.col("statement") == "expenditure").select("document_id").unique()
    compared = with_group(rows.join(spending, on="document_id", how="semi"))
    nature = pl.when((pl.col("nature") == UNDIVIDED).any().over("document_id", "group"))
    signed = compared.with_columns(
        pl.col("group").alias("subject_code"),
        nature.then(pl.lit(UNDIVIDED)).otherwise(pl.col("nature")).alias("nature"),
        pl.when(pl.col("statement") == "expenditure")
        .then(pl.col("fen"))
        .otherwise(-pl.col("fen"))
        .alias("fen"),
    )
    residual = gather(signed, ["document_id", "subject_code", "nature"])
    lost = pl.col("document_id").is_in(undecidable["document_id"].implode())
    decided = ~lost & (pl.col("fen") > 0)
    return residual.filter(beyond_rounding()).with_columns(
        pl.when(decided).then(pl.lit(BEYOND)).otherwise(pl.lit(UNDIVIDED)).alias("fund"),
        pl.lit(True).alias("derived"),
        pl.when(decided).then(pl.lit(REMAINDER)).otherwise(pl.lit(UNDECIDED)).alias("fund_basis"),
    )
