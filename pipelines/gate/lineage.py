"""Lineage: which documents of the year before each group of kin is compared with.

Those of its bodies and departments in the same division, and those of units whose amounts of last
year a form of the group quotes: told by budget code, or by name where no code is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipelines.statements.tables import TABLES

QUOTED = "reason_three_public"
"""The metric by which a form quotes what a unit disclosed the year before."""

DEPARTMENT = pl.col("unit_code").str.slice(0, 3)
"""The department that the budget code of a unit begins with."""


def prior_documents(
    groups: pl.DataFrame, before: pl.DataFrame, parts: Sequence[Path]
) -> pl.DataFrame:
    """Give ``kin, document_id, part``: a row a group and document of the year before it reads.

    ``groups`` and ``before`` are the documents of the year, with their ``kin``, and of the year
    before; ``parts`` are the readings of the year, in which the quotations stand.
    """
    read = (pl.col("outcome") == "read") & pl.col("division_code").is_not_null()
    mine, last = groups.filter(read), before.filter(read)
    found = [
        _alike(mine, last, pl.col("body").alias("code")),
        _alike(mine, last, DEPARTMENT.alias("code")),
        *_quoted(mine, last.filter(pl.col("scope") == "单位"), _quotations(parts)),
    ]
    return pl.concat(found).unique().sort("kin", "document_id")


def _alike(mine: pl.DataFrame, last: pl.DataFrame, code: pl.Expr) -> pl.DataFrame:
    """Give the documents of ``last`` with the division and ``code`` of one of the group."""
    wanted = mine.select("kin", "division_code", code).drop_nulls().unique()
    given = last.select("document_id", "part", "division_code", code)
    return wanted.join(given, on=["division_code", "code"]).select("kin", "document_id", "part")


def _quotations(parts: Sequence[Path]) -> pl.DataFrame:
    """Give ``document_id, subject`` of what is quoted of the year before."""
    schema = {name: TABLES["narrative_claim"][name] for name in ("document_id", "subject")}
    frames = [
        pl.scan_parquet(part / "narrative_claim.parquet", hive_partitioning=False)
        .filter(pl.col("metric") == QUOTED)
        .select(list(schema))
        for part in parts
    ]
    return pl.concat([pl.LazyFrame(schema=schema), *frames]).unique().collect()


def _quoted(
    mine: pl.DataFrame, units: pl.DataFrame, quotations: pl.DataFrame
) -> list[pl.DataFrame]:
    """Give the ``units`` that the quotations of the group name, by code and by name."""
    said = (
        quotations.drop_nulls()
        .join(mine.select("document_id", "kin", "division_code"), on="document_id")
        .select(
            "kin", "division_code", "subject", unit_code=pl.col("subject").str.extract(r"^(\d+)", 0)
        )
        .unique()
    )
    columns = ["kin", "document_id", "part"]
    by_code = said.drop_nulls("unit_code").join(
        units.select("document_id", "part", "division_code", "unit_code"),
        on=["division_code", "unit_code"],
    )
    nameless = units.filter(pl.col("unit_code").is_null(), pl.col("body").is_not_null())
    by_name = said.join(
        nameless.select("document_id", "part", "division_code", "body"), on="division_code"
    ).filter(pl.col("subject").str.ends_with(pl.col("body")))
    return [by_code.select(columns), by_name.select(columns)]
