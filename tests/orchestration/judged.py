"""Verdicts as a judgement would write them, for rooms that judge nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from pipelines.gate.kin import Kinship

_COUNTS = ("tested", "exact", "rounding", "violated", "not_testable")


def write_verdicts(
    out: Path,
    kin: Kinship,
    verdict: str = "accepted",
    held: Mapping[str, str] | None = None,
    exact: int = 1,
) -> None:
    """Write a verdict on every document of ``kin``, quarantined with the reason where ``held``."""
    reasons = held or {}
    told = kin.groups.select("document_id", "kin", "made_of").with_columns(
        pl.col("document_id")
        .replace_strict(reasons, default=None, return_dtype=pl.String())
        .alias("reason"),
        *(
            pl.lit(exact * (name in ("tested", "exact")), pl.Int32()).alias(name)
            for name in _COUNTS
        ),
    )
    quarantined = pl.when(pl.col("reason").is_not_null()).then(pl.lit("quarantined"))
    told.with_columns(verdict=quarantined.otherwise(pl.lit(verdict))).write_parquet(
        out / "verdict.parquet"
    )
    families = told.select("document_id", family=pl.lit("read as text"), failing=pl.lit(False))
    families.write_parquet(out / "family.parquet")
