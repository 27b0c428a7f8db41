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
from pipelines.gate.waiver import Waiver, load_waivers
from pipelines.orchestration.marks import Marks, fingerprint, stamps
from pipelines.settings import Settings
from pipelines.workers.extractor import source_digest

NO_YEAR = "none"
"""How the marks name the documents that tell no fiscal year."""

_DOOR = "star"  # the folder of the load door's suites
_SEEN = ("modified_ns",)  # columns of the ledger that tell nothing of a document


def verdicts_name(year: int) -> str:
    """Give the name of the mark of a year's verdicts."""
    return f"verdicts-{year}"


def star_name(year: int | None) -> str:
    """Give the name of the mark of a year's star."""
    return f"star-{NO_YEAR if year is None else year}"


def judging_key(settings: Settings) -> str:
    """Give the fingerprint of the rules that hold for all: identities, code, limits."""
    return fingerprint(
        source_digest([settings.expectations], (), (WAIVERS, CORRECTIONS, _DOOR)),
        _code(("gate", "statements"), ("duckdb", "great-expectations", "polars")),
        settings.hold_share,
        settings.hold_minimum,
        settings.repair,
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
) -> str:
    """Give the fingerprint of what a year's verdicts are made of; ``rules`` is the judging key.

    Of ``ruled``, the overrulings, those of documents in these parts count: a waiver or a
    correction touches the year of its document, and the year after.
    """
    own = ruled and {
        sha256: ruled[sha256]
        for part in (*parts, *previous)
        for sha256 in pl.read_parquet(
            part / "document.parquet", columns=["sha256"], hive_partitioning=False
        )["sha256"]
        if sha256 in ruled
    }
    return fingerprint(rules, _parts(parts), _parts(previous), dict(own))


def review_name(year: int) -> str:
    """Give the name of the mark of a year's second readings."""
    return f"review-{year}"


def review_key(verdicts: str | None, second: Sequence[Path]) -> str:
    """Give the fingerprint of what is concluded from a year's verdicts and second readings."""
    return fingerprint(verdicts, _parts(second), _code(("gate", "review"), ("duckdb", "polars")))


def star_key(
    ledger: pl.DataFrame, year: int | None, verdicts: str | None, reviewed: str | None = None
) -> str:
    """Give the fingerprint of what a year's star is made of: rows of the ledger, and two keys."""
    mine = pl.col("fiscal_year").eq_missing(pl.lit(year, pl.Int32))
    rows = ledger.filter(mine).drop(_SEEN).sort("path")
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


@cache
def _code(rooms: tuple[str, ...], libraries: tuple[str, ...]) -> str:
    modules = {
        m.__name__.rpartition(".")[2]: m for m in (gate, review, star, statements, warehouse)
    }
    return source_digest([Path(str(modules[room].__file__)).parent for room in rooms], libraries)


def _parts(parts: Iterable[Path]) -> list[Any]:
    """A part never changes, but another one of the same documents may take its place."""
    return [[part.name, *stamps([part / "document.parquet"]).values()] for part in parts]
