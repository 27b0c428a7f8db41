"""``fact_performance_indicator``, ``fact_performance_fund`` and ``dim_indicator``.

Numbers are what the forms print, exactly; what is no number is null and stays readable in the
relation of the same name. Forms of monitoring are mid-year: they carry a flag in every row.
"""

from __future__ import annotations

import hashlib

import polars as pl

from pipelines.star.amounts import owned
from pipelines.star.numbers import decimal, in_yuan, rate, ratio
from pipelines.star.positions import positions
from pipelines.star.projects import PROJECT_FORMS, with_project
from pipelines.star.schemas import DIMENSIONS

_LEVELS = ["level1", "level2", "level3"]
_MONEY = ("budget_initial", "budget", "executed")


def fact_performance_indicator(printed: pl.DataFrame, owner: pl.DataFrame) -> pl.DataFrame:
    """Give one row an indicator line of the documents in ``owner``."""
    rows = _of_forms(printed, owner)
    named = rows.join(
        indicators(rows), on=_LEVELS, how="left", nulls_equal=True, maintain_order="left"
    )
    weight, score = decimal(pl.col("weight")), decimal(pl.col("score"))
    return named.with_columns(
        weight.alias("weight"),
        score.alias("score"),
        ratio(score, weight).alias("score_rate"),
    )


def indicators(printed: pl.DataFrame) -> pl.DataFrame:
    """Give the indicators that lines of forms are of: their levels and ``indicator_id``."""
    keys = printed.select(_LEVELS).unique()
    ids = [_key(levels) for levels in keys.iter_rows()]
    return keys.with_columns(pl.Series("indicator_id", ids, pl.String()))


def dim_indicator(members: pl.DataFrame) -> pl.DataFrame:
    """Give the :func:`indicators` of all parts, each once."""
    names = [name for name in DIMENSIONS["dim_indicator"] if name != "fiscal_year"]
    return members.select(names).unique()


def fact_performance_fund(funds: pl.DataFrame, owner: pl.DataFrame) -> pl.DataFrame:
    """Give one row a money line of the documents in ``owner``, money in 元, rates of one."""
    fraction, printed_as = rate("rate")
    return _of_forms(funds, owner).with_columns(
        *(in_yuan(decimal(pl.col(name)), "unit").alias(f"{name}_yuan") for name in _MONEY),
        fraction.alias("rate"),
        printed_as.alias("rate_printed_as"),
        decimal(pl.col("weight")).alias("weight"),
        decimal(pl.col("score")).alias("score"),
    )


def _of_forms(rows: pl.DataFrame, owner: pl.DataFrame) -> pl.DataFrame:
    """Add to rows in printed order what every fact of a form has, and their number in it."""
    named = with_project(owned(rows, owner), "entity", pl.col("form").is_in(PROJECT_FORMS))
    grain = ("document_id", "form_no")
    return named.with_columns(
        positions(named, grain, "position"),
        pl.col("form").str.ends_with("监控").alias("is_monitoring"),
    )


def _key(levels: tuple[str | None, ...]) -> str:
    return hashlib.sha256("\n".join(level or "" for level in levels).encode()).hexdigest()[:16]
