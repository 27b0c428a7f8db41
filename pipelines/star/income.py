"""``fact_income``: what was received, by functional leaf and fund.

The columns of 02 are the funds, but its 财政拨款收入 covers three budgets. 04 (or 01) tells how
much of each there was: where only one had income, that is the fund. Where several had, 08 and 09
name the subjects of theirs, and the rest is 一般公共预算, provided that the sums agree with 04;
where they do not, the fund is 财政拨款 and ``fund_basis`` says undecided.
"""

from __future__ import annotations

import polars as pl

from pipelines.star.amounts import SUMS, beyond_rounding, gather
from pipelines.star.members import (
    APPROPRIATION,
    BY_SUBJECT,
    COLUMN,
    FUND_OF_ITEM,
    FUND_OF_SOURCE,
    FUND_OF_STATEMENT,
    GENERAL,
    ONLY_FUND,
    REMAINDER,
    UNDECIDED,
    UNDIVIDED,
)

_CELL = ("document_id", "item", "fen", "quantum_fen", "cell")
_SUBJECT = ("document_id", "item")


def fact_income(cells: pl.DataFrame, leaves: pl.DataFrame) -> pl.DataFrame:
    """Give the rows at the grain document, subject, fund (fen, quantum_fen, sources)."""
    rows = leaves.filter(pl.col("statement") == "income")
    appropriated = rows.filter(pl.col("measure") == "appropriation").select(_CELL)
    granted = fund_totals(cells)
    alone = granted.filter(pl.len().over("document_id") == 1).select("document_id", "fund")
    single = appropriated.join(alone, on="document_id").with_columns(_basis(ONLY_FUND))
    several = appropriated.join(alone, on="document_id", how="anti")
    claims = _claims(leaves, several)
    decided = _decided(several, claims, granted)
    undecided = several.join(decided, on="document_id", how="anti").with_columns(
        pl.lit(APPROPRIATION).alias("fund"), _basis(UNDECIDED)
    )
    parts = [
        _columns(rows),
        single,
        undecided,
        *_split(several.join(decided, on="document_id", how="semi"), claims),
    ]
    everything = pl.concat(parts, how="diagonal").with_columns(pl.col("derived").fill_null(False))
    grain = ("document_id", pl.col("item").alias("subject_code"), "fund", "derived", "fund_basis")
    return gather(everything, grain)


def fund_totals(cells: pl.DataFrame) -> pl.DataFrame:
    """Give the appropriations of each fund that had any: from 04, else from 01."""
    lines = cells.filter(
        (pl.col("side") == "收入")
        & pl.col("item").is_in(list(FUND_OF_ITEM))
        & (pl.col("measure") == "amount")
        & (pl.col("fen") != 0)
    )
    first = lines.filter(pl.col("statement") == "appropriation_summary")
    second = lines.filter(pl.col("statement") == "summary")
    totals = pl.concat([first, second.join(first, on="document_id", how="anti")])
    fund = pl.col("item").replace_strict(FUND_OF_ITEM).alias("fund")
    return totals.select("document_id", fund, "fen", "quantum_fen")


def _basis(name: str) -> pl.Expr:
    return pl.lit(name).alias("fund_basis")


def _columns(rows: pl.DataFrame) -> pl.DataFrame:
    """Give the columns of 02 that are funds, and rows of which only the total is printed."""
    sources = [*FUND_OF_SOURCE, "appropriation"]
    divided = pl.col("measure").is_in(sources).any().over("document_id", "item")
    fund = pl.col("measure").replace_strict(FUND_OF_SOURCE, default=UNDIVIDED).alias("fund")
    basis = pl.when(pl.col("measure") == "total").then(pl.lit(UNDECIDED)).otherwise(pl.lit(COLUMN))
    return rows.filter(
        pl.col("measure").is_in(list(FUND_OF_SOURCE)) | (~divided & (pl.col("measure") == "total"))
    ).select(*_CELL, fund, basis.alias("fund_basis"))


def _claims(leaves: pl.DataFrame, appropriated: pl.DataFrame) -> pl.DataFrame:
    """Give the income that 08 and 09 print by subject.

    A form of 09 without an income column claims the whole of the subjects that 05 does not have.
    """
    statement = pl.col("statement").replace_strict(FUND_OF_STATEMENT).alias("fund")
    special = leaves.filter(pl.col("statement").is_in(["government_fund", "state_capital"]))
    stated = special.filter(pl.col("measure") == "income")
    silent = special.join(stated, on=["document_id", "statement"], how="anti")
    general = leaves.filter(pl.col("statement") == "general_budget_expenditure")
    own = silent.join(general, on=_SUBJECT, how="anti").filter(pl.col("measure") == "total")
    whole = own.select(*_SUBJECT, statement).join(appropriated, on=_SUBJECT)
    return pl.concat([stated.select(*_CELL, statement), whole.select(*_CELL, "fund")])


def _decided(
    appropriated: pl.DataFrame, claims: pl.DataFrame, granted: pl.DataFrame
) -> pl.DataFrame:
    """Give the documents whose claims exhaust the special funds of 04 and fit into 02."""
    special = granted.filter(pl.col("fund") != GENERAL)
    key = ["document_id", "fund"]
    taken = claims.with_columns(-pl.col("fen")).select(special.columns)
    gaps = pl.concat([special, taken]).group_by(key).agg(SUMS)
    rests = _against(appropriated, claims).group_by(_SUBJECT).agg(SUMS)
    wrong = [gaps.filter(beyond_rounding()), rests.filter(beyond_rounding() & (pl.col("fen") < 0))]
    failed = pl.concat(frame.select("document_id") for frame in wrong)
    return granted.select("document_id").unique().join(failed, on="document_id", how="anti")


def _against(appropriated: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """Set the claims, as negative amounts, beside the appropriation of their subject."""
    return pl.concat([appropriated, claims.select(_CELL).with_columns(-pl.col("fen"))])


def _split(appropriated: pl.DataFrame, claims: pl.DataFrame) -> list[pl.DataFrame]:
    """Give each claim to its fund, and what is left of a subject to the general budget."""
    own = claims.join(appropriated, on="document_id", how="semi")
    cells = _against(appropriated, own)
    left = 2 * pl.col("fen").sum().abs() > pl.col("quantum_fen").sum()
    shared = (pl.len() > 1).over(_SUBJECT).alias("derived")
    rest = cells.filter(left.over(_SUBJECT)).with_columns(
        pl.lit(GENERAL).alias("fund"), _basis(REMAINDER), shared
    )
    return [own.with_columns(_basis(BY_SUBJECT)), rest]
