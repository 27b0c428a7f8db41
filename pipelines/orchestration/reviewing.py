"""Reviewing: what is quarantined is read a second time, where its verdicts have changed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

import polars as pl

from pipelines.gate.verdict_store import VerdictStore
from pipelines.orchestration.inputs import (
    concluding_key,
    review_key,
    review_name,
    rules_of,
    verdicts_name,
)
from pipelines.orchestration.marks import Marks
from pipelines.orchestration.rooms import Rooms
from pipelines.review import quarantined, second_store
from pipelines.settings import Settings
from pipelines.workers.intake import Intake
from pipelines.workers.parts import PartStore
from pipelines.workers.pool import Limits


class Reviewer:
    """Reviews years of one warehouse."""

    def __init__(self, settings: Settings, rooms: Rooms) -> None:
        self._settings, self._rooms = settings, rooms
        self._marks = Marks(settings.marks)
        extractor = rooms.extractor()
        self._first = PartStore(settings.readings, extractor)
        self._second = second_store(settings.second_readings, extractor)

    def read(self, years: Sequence[int], limits: Limits) -> dict[int, Intake]:
        """Read the quarantined documents of ``years`` again that were not yet."""
        settings = self._settings
        return self._rooms.take_again(
            pl.read_parquet(settings.ledger),
            settings.verdicts,
            years,
            raw=settings.raw,
            store=self._second,
            workers=settings.workers,
            limits=limits,
            batch=settings.batch,
        )

    def review(self, year: int) -> dict[str, int]:
        """Conclude who erred in the quarantined documents of ``year``; count the conclusions."""
        settings, name = self._settings, review_name(year)
        out = settings.reviews / f"fiscal_year={year}"
        if not quarantined(settings.verdicts, year):
            self._marks.begin(name)
            shutil.rmtree(out, ignore_errors=True)
            return {}
        second = self._second.parts(year)
        key = review_key(self._marks.key(verdicts_name(year)), second)
        if (known := self._marks.report(name, key)) is not None:
            return known
        self._marks.begin(name)
        counts = self._rooms.review(
            self._first.parts(year),
            second,
            verdicts=VerdictStore(settings.verdicts).parts(year),
            out=out,
            rules=rules_of(settings),
            code=concluding_key(),
        )
        self._marks.done(name, key, sorted(out.glob("*.parquet")), counts)
        return counts
