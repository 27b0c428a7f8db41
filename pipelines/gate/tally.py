"""The tally of a year: what all its parts of verdicts say together, and whether that holds it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipelines.gate.judgement import (
    OUTCOMES,
    VERDICTS,
    Families,
    Judgement,
    broken_families,
    too_many,
)

_COUNTED = ("tested", "exact", "rounding", "violated", "not_testable")


def tally(
    parts: Sequence[Path], hold: tuple[float, int], judged: Sequence[Judgement] = ()
) -> Judgement:
    """Give the judgement of a year whose verdicts lie in ``parts``, some of them ``judged`` now.

    The year is held where one of these is, and where more than the share ``hold``, of at least so
    many documents, is quarantined in all or fails in one family.
    """
    verdict = _verdicts(parts)
    held = verdict.filter(pl.col("verdict") == "quarantined")
    verdicts = dict.fromkeys(VERDICTS, 0)
    verdicts |= dict(verdict.group_by("verdict").len().iter_rows())
    families = _families(parts)
    return Judgement(
        verdicts=verdicts,
        outcomes=_outcomes(verdict),
        quarantined=dict(held.select("document_id", "reason").sort("document_id").iter_rows()),
        families=families,
        underived=list(dict.fromkeys(why for one in judged for why in one.underived)),
        checks=tuple(check for one in judged for check in one.checks),
        blocking=[
            *dict.fromkeys(why for one in judged for why in one.blocking),
            *too_many(verdicts, *hold),
            *broken_families(families, *hold),
        ],
    )


def _verdicts(parts: Sequence[Path]) -> pl.DataFrame:
    columns = ["document_id", "verdict", "reason", *_COUNTED]
    schema = {c: pl.Int32() if c in _COUNTED else pl.String() for c in columns}
    frames = [
        pl.read_parquet(part / "verdict.parquet", columns=columns, hive_partitioning=False)
        for part in parts
    ]
    return pl.concat([pl.DataFrame(schema=schema), *frames])


def _outcomes(verdict: pl.DataFrame) -> dict[str, int]:
    """Sum the outcomes of documents; what was tested and is nothing else was waived."""
    sums = verdict.select(pl.col(name).cast(pl.Int64).sum() for name in _COUNTED).row(0, named=True)
    told = sums["exact"] + sums["rounding"] + sums["violated"]
    return {name: sums.get(name, sums["tested"] - told) for name in OUTCOMES}


def _families(parts: Sequence[Path]) -> Families:
    """Sum the families over the parts: a document lies in one part only, and there once."""
    schema = {"family": pl.String(), "failing": pl.Boolean()}
    frames = [
        pl.scan_parquet(part / "family.parquet", hive_partitioning=False).select(list(schema))
        for part in parts
    ]
    summed = (
        pl.concat([pl.LazyFrame(schema=schema), *frames])
        .group_by("family")
        .agg(pl.len(), pl.col("failing").sum())
        .sort("family")
        .collect()
    )
    return {name: (documents, failing) for name, documents, failing in summed.iter_rows()}
