"""A backfill: years side by side in processes of their own, each a recorded run.

A year that fails, or takes its process down, fails alone; the others are published in one step at
the end. What was read, judged or built before an interruption is not done again.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from pipelines.orchestration.build import build_defs
from pipelines.orchestration.instance import open_instance
from pipelines.orchestration.jobs import ONE_YEAR
from pipelines.orchestration.partitions import years_tags
from pipelines.orchestration.report import RunReport
from pipelines.orchestration.rooms import Rooms
from pipelines.orchestration.runs import execute, run
from pipelines.orchestration.signals import Counting, Signals
from pipelines.orchestration.stock import take_stock
from pipelines.orchestration.turns import bury
from pipelines.settings import Settings
from pipelines.warehouse import hold
from pipelines.workers import pool
from pipelines.workers.intake import Intake

_UNLIMITED = pool.Limits(seconds=float("inf"), megabytes=sys.maxsize)


@dataclass(frozen=True)
class YearTask:
    """One year, to be run in a process of its own."""

    year: int
    settings: Mapping[str, Any]
    signals: Signals
    rooms: Rooms


@dataclass(frozen=True)
class Year:
    """What became of a year: its run, or why there is none; ``fault`` is empty where it is good."""

    year: int
    report: RunReport | None
    fault: str
    seconds: float


@dataclass(frozen=True)
class Backfill:
    """What became of every year, and of the publication; None where no year was good."""

    years: tuple[Year, ...]
    publication: RunReport | None

    @property
    def good(self) -> bool:
        """Whether every year went well and what they made is published."""
        published = self.publication is not None and self.publication.published
        return published and not any(year.fault for year in self.years)


class Watch(Protocol):
    """Is told what a backfill does."""

    def begin(self, signals: Signals, documents: Mapping[int, int]) -> None:
        """Tell the years at hand, with the documents of each."""

    def ended(self, year: Year) -> None:
        """Tell that a year has ended."""


def backfill(
    settings: Settings, years: tuple[int, int], watch: Watch, rooms: Rooms | None = None
) -> Backfill:
    """Run every year from the first to the last of ``years`` in which documents lie, and publish.

    ``settings.workers`` years run side by side, each reading one document at a time; years of a
    last round that is not full share the workers. Raises :class:`ValueError` where a year is no
    partition, :class:`BusyError` where a run is at work.
    """
    years_tags(*years)
    rooms = rooms or Rooms()
    with hold(settings.warehouse, "make backfill", wait=settings.wait):
        with open_instance(settings) as instance:
            bury(instance)
        documents = _documents(take_stock(settings, rooms), years)
        with tempfile.TemporaryDirectory(prefix="juesuan-backfill-") as folder:
            signals = Signals(Path(folder), tuple(documents))
            watch.begin(signals, documents)
            ended = []
            for year in _ended(settings, signals, rooms):
                watch.ended(year)
                ended.append(year)
        good = [year.year for year in ended if not year.fault]
        last = max(good, default=None)
        publication = last and run(settings, years=(last, last), rooms=rooms)
        return Backfill(tuple(sorted(ended, key=lambda y: y.year)), publication or None)


def run_year(task: YearTask) -> RunReport:
    """Run one year up to the star, in this process; a helper of the run that holds the lock."""
    settings = Settings(**task.settings)
    rooms = replace(task.rooms, take_in=_Reader(task))
    counting = Counting(task.signals, task.year)
    definitions = build_defs(settings, rooms, counting, helping=True)
    with open_instance(settings) as instance:
        return execute(ONE_YEAR.name, definitions, instance, (task.year, task.year))


@dataclass(frozen=True)
class _Reader:
    """The intake of a year, which ends when the year before has been read as well."""

    task: YearTask

    def __call__(self, *given: Any, **named: Any) -> dict[int, Intake]:
        try:
            taken = self.task.rooms.take_in(*given, **named)
        finally:
            self.task.signals.close_reading(self.task.year)
        self.task.signals.await_reading(self.task.year - 1)
        return taken


def _ended(settings: Settings, signals: Signals, rooms: Rooms) -> Iterator[Year]:
    tasks = _tasks(settings, signals, rooms)
    for outcome in pool.run(run_year, tasks, workers=settings.workers, limits=_UNLIMITED):
        year, report = outcome.task.year, outcome.result
        signals.close_reading(year)  # of a process that is gone, too
        yield Year(year, report, _fault(report, outcome.failure), outcome.seconds)


def _tasks(settings: Settings, signals: Signals, rooms: Rooms) -> Iterator[YearTask]:
    readers = shares(len(signals.years), settings.workers)
    for year, workers in zip(signals.years, readers, strict=True):
        told = settings.model_copy(update={"workers": workers})
        yield YearTask(year, told.model_dump(mode="json"), signals, rooms)


def shares(years: int, workers: int) -> list[int]:
    """Give the workers that read for each year, such that a last round leaves none idle."""
    last = years % workers
    return [1] * (years - last) + [workers // last] * last if last else [1] * years


def _fault(report: RunReport | None, failure: str | None) -> str:
    if report is None:
        return failure or "no reason told"
    return "; ".join(report.blocking) or (report.failure or "").strip().rpartition("\n")[2]


def _documents(ledger: pl.DataFrame, years: tuple[int, int]) -> dict[int, int]:
    """Count the documents of every year in which some lie, in the order of years."""
    mine = ledger.filter(pl.col("fiscal_year").is_between(*years), pl.col("status") == "candidate")
    return dict(sorted(mine.group_by("fiscal_year").len().iter_rows()))
