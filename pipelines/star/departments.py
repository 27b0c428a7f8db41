"""``dim_department``: the bodies that disclosed in a year, a row a department."""

from __future__ import annotations

import polars as pl

from pipelines.star.schemas import DIMENSIONS

_RANK = (pl.col("status") != "published", -pl.col("amounts"), pl.col("document_id"))


def departments(disclosure: pl.DataFrame) -> pl.DataFrame:
    """Give of each department the document that names it: the published one with most amounts."""
    accepted = disclosure.filter(pl.col("status").is_in(["published", "superseded"]))
    named = accepted.with_columns(pl.col("department").alias("organisation"))
    rank = ("status", "amounts", "document_id")
    return _first(named).select(*DIMENSIONS["dim_department"], *rank)


def dim_department(members: pl.DataFrame) -> pl.DataFrame:
    """Give one row a department from what :func:`departments` found in every part."""
    return _first(members).select(list(DIMENSIONS["dim_department"]))


def _first(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.sort(_RANK).unique("department_id", keep="first", maintain_order=True)
