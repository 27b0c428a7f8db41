"""Building: of a year of the star is built what its ledger rows, readings or verdicts changed.

Documents that are made of what they were made of stay in their parts. What is new is built aside
and moved into place when all of it is there, so a build that fails leaves the year as it was, and
one that is killed while it moves leaves parts of which the next one tells the whole from the torn.
"""

from __future__ import annotations

import os
import shutil
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.gate.verdict_store import VerdictStore
from pipelines.orchestration.inputs import (
    review_name,
    star_code,
    star_key,
    star_name,
    verdicts_name,
)
from pipelines.orchestration.marks import Marks
from pipelines.orchestration.rooms import Rooms
from pipelines.settings import Settings
from pipelines.star import StarReport, put
from pipelines.workers.parts import PartStore

ASIDE = ".building"
"""How the folders begin in which years are built."""


class Builder:
    """Builds years of the star of one warehouse."""

    def __init__(self, settings: Settings, rooms: Rooms) -> None:
        self._settings, self._rooms = settings, rooms
        self._marks = Marks(settings.marks)
        self._store = PartStore(settings.readings, rooms.extractor())

    def build(self, year: int | None) -> dict[str, Any]:
        """Build ``year``, or None's documents that tell no year, and give what it holds."""
        name = star_name(year)
        verdicts = None if year is None else self._marks.key(verdicts_name(year))
        reviewed = None if year is None else self._marks.key(review_name(year))
        key = star_key(self._ledger, year, verdicts, reviewed)
        if (known := self._marks.report(name, key)) is not None:
            return {**known, "built_now": False}
        aside = self._settings.warehouse / f"{ASIDE}-{name}-{os.getpid()}"
        shutil.rmtree(aside, ignore_errors=True)
        try:
            report = self._build(year, aside)
            self._marks.begin(name)
            moved = put(aside, self._settings.star, year, report.gone)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        found = report.rows | report.statuses | {"undecided": report.undecided}
        self._marks.done(name, key, moved, found)
        return {**found, "built_now": True, "built": report.built}

    @cached_property
    def _ledger(self) -> pl.DataFrame:
        return pl.read_parquet(self._settings.ledger)

    def _build(self, year: int | None, out: Path) -> StarReport:
        settings = self._settings
        if year is None:
            return self._rooms.build_unplaced(ledger=settings.ledger, out=out, code=star_code())
        return self._rooms.build(
            year,
            ledger=settings.ledger,
            parts=self._store.parts(year),
            verdicts=VerdictStore(settings.verdicts).parts(year),
            review=settings.reviews / f"fiscal_year={year}",
            out=out,
            star=settings.star,
            distrusted={file.stem for file in self._marks.changed(star_name(year))},
            code=star_code(),
            batch=settings.star_batch,
        )


def unfinished(settings: Settings) -> list[str]:
    """Name the years of the star that were not put in place as a whole."""
    marks = Marks(settings.marks)
    years = {folder.name.partition("=")[2] for folder in settings.star.glob("*/fiscal_year=*")}
    return sorted(
        year
        for year in years
        if marks.key(star_name(int(year) if year.isdigit() else None)) is None
    )
