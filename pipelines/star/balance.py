"""``fact_balance``: what each fund began with, received, spent and left.

04 gives the three budgets as printed. What 01 holds beyond them is derived and becomes the fund
财政拨款以外, so that a sum over funds is 01; without 04 the whole of 01 is 未区分.
"""

from __future__ import annotations

import polars as pl

from pipelines.star.amounts import gather
from pipelines.star.members import (
    APPROPRIATION,
    BEYOND,
    FUND_OF_ITEM,
    PRINTED,
    REMAINDER,
    UNDECIDED,
    UNDIVIDED,
)

COLUMNS = ("opening", "income", "surplus_used", "expenditure", "distributed", "closing")

_OF_ITEM = {  # item of a two-sided statement → column of the fact
    ("收入", "opening"): "opening",
    ("收入", "total"): "income",
    ("收入", "surplus_used"): "surplus_used",
    ("支出", "total"): "expenditure",
    ("支出", "surplus_distributed"): "distributed",
    ("支出", "closing"): "closing",
}
_POSTING = ["document_id", "fund", "column", "fen", "quantum_fen", "cell"]


def fact_balance(cells: pl.DataFrame, statement: pl.DataFrame) -> pl.DataFrame:
    """Give the rows at the grain document, fund: six amounts in 分, ``derived``, ``sources``."""
    appropriations = _appropriations(cells.filter(pl.col("statement") == "appropriation_summary"))
    summary = cells.filter((pl.col("statement") == "summary") & (pl.col("measure") == "amount"))
    whole = _postings(summary, pl.lit(None, pl.String()))
    known = _has_04(statement)
    against = appropriations.with_columns(-pl.col("fen")).join(whole, on="document_id", how="semi")
    beyond = pl.concat([whole, against.select(_POSTING)]).with_columns(
        pl.when(known).then(pl.lit(BEYOND)).otherwise(pl.lit(UNDIVIDED)).alias("fund")
    )
    known_funds = appropriations.with_columns(
        pl.when(pl.col("fund") == APPROPRIATION)
        .then(pl.lit(UNDECIDED))
        .otherwise(pl.lit(PRINTED))
        .alias("fund_basis"),
        pl.lit(False).alias("derived"),
    )
    rest = _beyond_rounding(beyond).with_columns(
        pl.when(known).then(pl.lit(REMAINDER)).otherwise(pl.lit(UNDECIDED)).alias("fund_basis"),
        known.alias("derived"),
    )
    return _wide(pl.concat([known_funds, rest]))


def _has_04(statement: pl.DataFrame) -> pl.Expr:
    there = (pl.col("statement") == "appropriation_summary") & (pl.col("status") != "absent")
    found = statement.filter(there & (pl.col("status") != "announced_absent"))
    return pl.col("document_id").is_in(found["document_id"].implode())


def _appropriations(rows: pl.DataFrame) -> pl.DataFrame:
    """Give the postings of the three budgets in 04."""
    funds = FUND_OF_ITEM
    income = rows.filter((pl.col("side") == "收入") & pl.col("item").is_in(list(funds)))
    opening = rows.filter(pl.col("item").is_in([f"opening_{item}" for item in funds]))
    spent = _postings(
        rows.filter((pl.col("side") == "支出") & pl.col("measure").is_in(list(funds))),
        pl.col("measure").replace_strict(funds, return_dtype=pl.String),
    )
    item = pl.col("item").str.strip_prefix("opening_")
    fund = item.replace_strict(funds, return_dtype=pl.String).alias("fund")
    printed = [
        income.with_columns(fund, pl.lit("income").alias("column")).select(_POSTING),
        opening.with_columns(fund, pl.lit("opening").alias("column")).select(_POSTING),
        spent,
    ]
    postings = pl.concat(printed)
    return pl.concat([postings, _undivided_opening(rows, postings)])


def _undivided_opening(rows: pl.DataFrame, postings: pl.DataFrame) -> pl.DataFrame:
    """Give the opening balances that 04 prints only as a whole to the fund that alone is in use."""
    divided = postings.filter((pl.col("column") == "opening") & (pl.col("fen") != 0))
    opening = rows.filter(
        (pl.col("side") == "收入") & (pl.col("item") == "opening") & (pl.col("fen") != 0)
    ).join(divided, on="document_id", how="anti")
    used = postings.filter(pl.col("fen") != 0).group_by("document_id").agg(pl.col("fund").unique())
    alone = used.filter(pl.col("fund").list.len() == 1).select(
        "document_id", pl.col("fund").list.first()
    )
    owned = opening.join(alone, on="document_id", how="left")
    fund = pl.col("fund").fill_null(pl.lit(APPROPRIATION))
    return owned.with_columns(fund, pl.lit("opening").alias("column")).select(_POSTING)


def _postings(rows: pl.DataFrame, fund: pl.Expr) -> pl.DataFrame:
    """Give the cells that are one of the six columns, with their fund."""
    names = pl.DataFrame(
        [(side, item, column) for (side, item), column in _OF_ITEM.items()],
        schema=["side", "item", "column"],
        orient="row",
    )
    return rows.join(names, on=["side", "item"]).with_columns(fund.alias("fund")).select(_POSTING)


def _beyond_rounding(postings: pl.DataFrame) -> pl.DataFrame:
    """Drop the postings of columns whose sum is no more than the rounding of its cells."""
    entered = pl.when(pl.col("fen") != 0).then(pl.col("quantum_fen")).otherwise(0)
    column = ("document_id", "column")
    return postings.filter(2 * pl.col("fen").sum().abs().over(column) > entered.sum().over(column))


def _wide(postings: pl.DataFrame) -> pl.DataFrame:
    """Give a row a fund, without the funds in which nothing moved."""
    of_column = [
        pl.when((pl.col("column") == name).any())
        .then(pl.col("fen").filter(pl.col("column") == name).sum())
        .alias(name)
        for name in COLUMNS
    ]
    moved = postings.filter((pl.col("fen") != 0).any().over("document_id", "fund"))
    grain = ["document_id", "fund", "derived", "fund_basis"]
    return gather(moved, grain, of_column)
