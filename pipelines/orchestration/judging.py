"""Judging: a year is judged where its documents, the year before or the rules have changed.

A judgement that holds the year back is not marked as done, so the next run judges again.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pipelines.gate import Judgement
from pipelines.gate.identity import CORRECTIONS, WAIVERS
from pipelines.orchestration.inputs import judging_key, overrulings, verdicts_key, verdicts_name
from pipelines.orchestration.marks import Marks
from pipelines.orchestration.rooms import Rooms
from pipelines.settings import Settings
from pipelines.workers.parts import PartStore


@dataclass(frozen=True)
class Judged:
    """What is known of a year: the judgement, its counts, and whether it was made now."""

    judgement: Judgement
    counts: dict[str, int]
    now: bool

    @property
    def metadata(self) -> dict[str, Any]:
        """The same for Dagster's record."""
        return {**self.counts, "judged_now": self.now}


class Judge:
    """Judges years of one warehouse."""

    def __init__(self, settings: Settings, rooms: Rooms) -> None:
        self._settings, self._rooms = settings, rooms
        self._marks = Marks(settings.marks)
        self._store = PartStore(settings.readings, rooms.extractor())

    def judge(self, year: int) -> Judged | None:
        """Give the judgement of ``year``, made now or found; None where no document was read."""
        parts, name = self._store.parts(year), verdicts_name(year)
        out = self._settings.verdicts / f"fiscal_year={year}"
        if not parts:
            self._marks.begin(name)
            shutil.rmtree(out, ignore_errors=True)
            return None
        previous = self._store.parts(year - 1)
        key = verdicts_key(self._rules, parts, previous, self._ruled)
        if (known := self._marks.report(name, key)) is not None:
            return Judged(Judgement(**known["judgement"]), known["counts"], now=False)
        self._marks.begin(name)
        judgement = self._judge(parts, previous, out)
        if not judgement.blocking:
            found = {n: getattr(judgement, n) for n in ("verdicts", "outcomes", "quarantined")}
            report = {"judgement": found, "counts": judgement.counts}
            self._marks.done(name, key, sorted(out.glob("*.parquet")), report)
        return Judged(judgement, judgement.counts, now=True)

    @cached_property
    def _rules(self) -> str:
        return judging_key(self._settings)

    @cached_property
    def _ruled(self) -> dict[str, list[str]]:
        return overrulings(self._settings)

    def _judge(self, parts: list[Path], previous: list[Path], out: Path) -> Judgement:
        settings = self._settings
        return self._rooms.judge(
            parts,
            out,
            expectations=settings.expectations,
            waivers=settings.expectations / WAIVERS,
            corrections=settings.expectations / CORRECTIONS,
            repair=settings.repair,
            today=settings.today or date.today(),
            previous=previous,
            hold_share=settings.hold_share,
            hold_minimum=settings.hold_minimum,
        )
