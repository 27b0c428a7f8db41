"""Judging: of a year the documents whose readings, kin, rules or rulings have changed.

They are judged in lots of bounded size, each of which becomes a part of the verdicts; whatever is
judged already when a run ends early is not judged again. What holds the year back is told over all
parts; a year that is held is not marked as done, so the next run looks again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipelines.gate import Judgement
from pipelines.gate.kin import Kinship, kinship
from pipelines.gate.tally import tally
from pipelines.gate.verdict_store import VerdictStore
from pipelines.orchestration.inputs import (
    judging_key,
    overrulings,
    rules_of,
    verdicts_key,
    verdicts_name,
)
from pipelines.orchestration.marks import Marks
from pipelines.orchestration.rooms import Rooms
from pipelines.settings import Settings
from pipelines.workers.parts import PartStore


@dataclass(frozen=True)
class Judged:
    """What is known of a year: the judgement, its counts, and how many were judged now."""

    judgement: Judgement
    counts: dict[str, int]
    documents: int

    @property
    def metadata(self) -> dict[str, Any]:
        """The same for Dagster's record."""
        now = {"judged_now": bool(self.documents), "documents_judged": self.documents}
        return {**self.counts, **now}


class Judge:
    """Judges years of one warehouse."""

    def __init__(self, settings: Settings, rooms: Rooms) -> None:
        self._settings, self._rooms = settings, rooms
        self._marks = Marks(settings.marks)
        self._readings = PartStore(settings.readings, rooms.extractor())
        self._verdicts = VerdictStore(settings.verdicts)
        self._rules = rules_of(settings)

    def judge(self, year: int) -> Judged | None:
        """Give the judgement of ``year``, made now or found; None where no document was read."""
        parts, name = self._readings.parts(year), verdicts_name(year)
        if not parts:
            self._marks.begin(name)
            self._verdicts.remove(year)
            return None
        previous = self._readings.parts(year - 1)
        key = verdicts_key(self._key, parts, previous, self._ruled, self._rules.hold)
        if (known := self._marks.report(name, key)) is not None:
            return Judged(Judgement(**known["judgement"]), known["counts"], documents=0)
        self._marks.begin(name)
        kin = kinship(
            parts, previous, rules=self._key, ruled=self._ruled, repair=self._rules.repair
        )
        documents, judged = self._judge(year, kin)
        judgement = tally(self._verdicts.parts(year), self._rules.hold, judged)
        if not judgement.blocking:
            found = {n: getattr(judgement, n) for n in ("verdicts", "outcomes", "quarantined")}
            report = {"judgement": found, "counts": judgement.counts}
            written = [f for part in self._verdicts.parts(year) for f in sorted(part.iterdir())]
            self._marks.done(name, key, written, report)
        return Judged(judgement, judgement.counts, documents)

    @cached_property
    def _key(self) -> str:
        return judging_key(self._settings)

    @cached_property
    def _ruled(self) -> dict[str, list[str]]:
        return overrulings(self._settings)

    def _judge(self, year: int, kin: Kinship) -> tuple[int, list[Judgement]]:
        """Judge what is not judged yet, and leave every document in one part."""
        documents, written, judged = 0, list[Path](), list[Judgement]()
        for lot in kin.lots(self._verdicts.known(year), self._settings.judged_together):
            with self._verdicts.writing(year) as aside:
                judgement = self._rooms.judge(
                    lot.parts, aside, self._rules, previous=lot.previous, kin=lot
                )
                written.append(self._verdicts.place(aside, clean=not judgement.blocking))
            documents += lot.groups.height
            judged.append(judgement)
        self._verdicts.settle(year, kin.made_of, written)
        return documents, judged
