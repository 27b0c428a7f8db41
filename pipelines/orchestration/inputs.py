"""Inputs: the fingerprint of all that verdicts, star and warehouse are made of.

What is made of the same inputs is not made again. Code, expectations and libraries are inputs too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl

from pipelines import gate, review, star, statements, warehouse
from pipelines.gate.correction import Ruling, load_corrections
from pipelines.gate.identity import CORRECTIONS, WAIVERS
from pipelines.gate.rules import Rules
from pipelines.gate.waiver import Waiver, load_waivers
from pipelines.orchestration.marks import Marks, fingerprint, stamps
from pipelines.settings import Settings
from pipelines.star.source import SEEN
from pipelines.workers.extractor import source_digest

NO_YEAR = "none"
"""How the marks name the documents that tell no fiscal year."""

_DOOR = "star"  # the folder of the load door's suites


def verdicts_name(year: int) -> str:
    """Give the name of the mark of a year's verdicts."""
    return f"verdicts-{year}"


def star_name(year: int | None) -> str:
    """Give the name of the mark of a year's star."""
    return f"star-{NO_YEAR if year is None else year}"


def judging_key(settings: Settings) -> str:
    """Give the fingerprint of the rules that hold for every document: identities and code."""
    return fingerprint(
        source_digest([settings.expectations], (), (WAIVERS, CORRECTIONS, _DOOR)),
        _code(("gate", "statements"), ("duckdb", "great-expectations", "polars")),
        settings.repair,
    )


def rules_of(settings: Settings) -> Rules:
    """Give the rules by which documents are judged."""
    folder = settings.expectations
    return Rules(
        folder,
        settings.today or date.today(),
        waivers=folder / WAIVERS,
        corrections=folder / CORRECTIONS,
        repair=settings.repair,
        hold=(settings.hold_share, settings.hold_minimum),
        threads=settings.workers,
    )


def overrulings(settings: Settings) -> dict[str, list[str]]:
    """Give what persons have ruled, waivers in force and corrections, by the sha256 they name."""
    waivers = load_waivers(settings.expectations / WAIVERS, settings.today or date.today())
    corrections = load_corrections(settings.expectations / CORRECTIONS)
    found: dict[str, list[str]] = {}
    both: tuple[Waiver | Ruling, ...] = (*waivers, *corrections)
    for ruled in both:
        found.setdefault(ruled.sha256, []).append(ruled.model_dump_json())
    return found


def verdicts_key(
    rules: str,
    parts: Sequence[Path],
    previous: Sequence[Path],
    ruled: Mapping[str, Sequence[str]] = MappingProxyType({}),
    hold: tuple[float, int] = (1.0, 0),
) -> str:
    """Give the fingerprint of what a year's verdicts are made of; ``rules`` is the judging key.

    ``hold`` tells which share of quarantined documents holds the year. Of ``ruled``, the
    overrulings, those of documents in these parts count: a waiver or a correction touches the year
    of its document, and the year after.
    """
    own = ruled and {
        sha256: ruled[sha256]
        for part in (*parts, *previous)
        for sha256 in pl.read_parquet(
            part / "document.parquet", columns=["sha256"], hive_partitioning=False
        )["sha256"]
        if sha256 in ruled
    }
    return fingerprint(rules, hold, _parts(parts), _parts(previous), dict(own))


def review_name(year: int) -> str:
    """Give the name of the mark of a year's second readings."""
    return f"review-{year}"


def concluding_key() -> str:
    """Give the fingerprint of the code that concludes who erred."""
    return _code(("gate", "review"), ("duckdb", "polars"))


def review_key(verdicts: str | None, second: Sequence[Path]) -> str:
    """Give the fingerprint of what is concluded from a year's verdicts and second readings."""
    return fingerprint(verdicts, _parts(second), concluding_key())


def star_key(
    ledger: pl.DataFrame, year: int | None, verdicts: str | None, reviewed: str | None = None
) -> str:
    """Give the fingerprint of what a year's star is made of: rows of the ledger, and two keys."""
    mine = pl.col("fiscal_year").eq_missing(pl.lit(year, pl.Int32))
    rows = ledger.filter(mine).drop(SEEN, strict=False).sort("path")
    return fingerprint(rows.write_ndjson(), verdicts, reviewed, star_code())


def star_code() -> str:
    """Give the fingerprint of the code that builds the star."""
    return _code(("star", "statements"), ("polars", "cnloc"))


def warehouse_key(settings: Settings, marks: Marks) -> str:
    """Give the fingerprint of what the published file is made of, the load door included."""
    return fingerprint(
        marks.named("star-"),
        source_digest([settings.sql], (), ("queries",)),
        source_digest([settings.expectations / _DOOR]),
        _code(("gate", "warehouse"), ("duckdb", "great-expectations")),
    )


def door_key(settings: Settings) -> str:
    """Give the fingerprint of the load door: what passed it passes it again, if it is the same."""
    suites = source_digest([settings.expectations / _DOOR])
    return fingerprint(suites, _code(("gate",), ("duckdb", "great-expectations")))


@cache
def _code(rooms: tuple[str, ...], libraries: tuple[str, ...]) -> str:
    modules = {
        m.__name__.rpartition(".")[2]: m for m in (gate, review, star, statements, warehouse)
    }
    return source_digest([Path(str(modules[room].__file__)).parent for room in rooms], libraries)


def _parts(parts: Iterable[Path]) -> list[Any]:
    """A part never changes, but another one of the same documents may take its place."""
    return [[part.name, *stamps([part / "document.parquet"]).values()] for part in parts]
