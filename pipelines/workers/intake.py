"""The intake: every candidate of the ledger that no part holds is read, many side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from pipelines.storage import OUT_OF_REACH, Place
from pipelines.workers.cluster import run_on_cluster
from pipelines.workers.parts import PartStore, Tables, unpacked
from pipelines.workers.pool import Limits, Outcome, run
from pipelines.workers.pool_child import described
from pipelines.workers.reading import ReadingTask, read_document, rejection

Reader = Callable[[ReadingTask], dict[str, bytes]]
ReadOutcome = Outcome[ReadingTask, dict[str, bytes]]


class Progress(Protocol):
    """Is told how many documents there are to be read, and each one that is done."""

    def start(self, total: int) -> None:
        """Tell that ``total`` documents are to be read."""

    def advance(self, name: str) -> None:
        """Tell that the document called ``name`` is done."""


class Silence:
    """Progress that nobody watches: runs of the daemon, second readings, tests."""

    def start(self, total: int) -> None:
        """Say nothing."""

    def advance(self, name: str) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class Intake:
    """How many documents of a year were read now, and how many were known from before."""

    read: int
    known: int


def take_in(
    ledger: pl.DataFrame,
    years: Sequence[int],
    *,
    raw: Place,
    store: PartStore,
    workers: int,
    limits: Limits,
    batch: int,
    retry: bool = False,
    progress: Progress,
    reader: Reader = read_document,
    cluster: str = "",
) -> dict[int, Intake]:
    """Read what is not known of ``years`` into ``store``, and tell the counts by year.

    ``cluster`` is the address of a Dask scheduler whose workers read in place of local ones.

    A document that breaks its worker, its time or its memory is stored as rejected with the
    reason, and read again only with other reading code or with ``retry``.
    """
    mine = ledger.filter(
        pl.col("status") == "candidate", pl.col("fiscal_year").is_in(list(years))
    ).sort("fiscal_year", "path")
    store.settle(_kept(mine, store, years if retry else ()), years)
    known = _held(store, years)
    tasks = [t for t in _tasks(mine, raw, store.extractor) if t.document_id not in known]
    outcomes = (
        run_on_cluster(reader, tasks, address=cluster, limits=limits)
        if cluster
        else run(reader, tasks, workers=workers, limits=limits)
    )
    _read(tasks, store, batch, outcomes, progress)
    if set(mine["document_id"]) <= _held(store, years):
        store.retire(years)
    read = Counter(task.fiscal_year for task in tasks)
    total = Counter(mine["fiscal_year"])
    return {year: Intake(read[year], total[year] - read[year]) for year in years}


def _held(store: PartStore, years: Sequence[int]) -> set[str]:
    return {document for year in years for document in store.documents(year)["document_id"]}


def _kept(
    candidates: pl.DataFrame, store: PartStore, retried: Sequence[int]
) -> dict[int, set[str]]:
    """Give the documents of every year whose readings stay.

    Those a retry is asked for do not, nor those that were out of reach.
    """
    again = pl.col("fiscal_year").is_in(list(retried)) | pl.col("reason").str.starts_with(
        OUT_OF_REACH
    )
    failed = store.documents().filter(again, pl.col("outcome") == "rejected")
    kept = candidates.join(failed, on="document_id", how="anti")
    by_year = kept.group_by("fiscal_year").agg("document_id")
    return {year: set(ids) for year, ids in by_year.iter_rows()}


def _tasks(candidates: pl.DataFrame, raw: Place, extractor: str) -> Iterator[ReadingTask]:
    columns = ("document_id", "sha256", "format", "encoding", "fiscal_year")
    for row in candidates.iter_rows(named=True):
        path = raw / str(row["path"])
        yield ReadingTask(path=path, extractor=extractor, **{c: row[c] for c in columns})


def _read(
    tasks: Sequence[ReadingTask],
    store: PartStore,
    batch: int,
    outcomes: Iterable[ReadOutcome],
    progress: Progress,
) -> None:
    """Store the outcomes, a part whenever ``batch`` documents of a year are there.

    What was read before an interruption is stored as well.
    """
    held: defaultdict[int, list[ReadOutcome]] = defaultdict(list)
    progress.start(len(tasks))
    try:
        for outcome in outcomes:
            task = outcome.task
            held[task.fiscal_year].append(outcome)
            progress.advance(task.path.name)
            if len(held[task.fiscal_year]) == batch:
                store.write(task.fiscal_year, _tables(held.pop(task.fiscal_year)))
    finally:
        for fiscal_year, left in held.items():
            store.write(fiscal_year, _tables(left))


def _tables(outcomes: Sequence[ReadOutcome]) -> Tables:
    """Give the tables of many documents; one whose values do not fit them costs only itself."""
    try:
        return unpacked([_packed(outcome) for outcome in outcomes])
    except Exception:
        return unpacked([_fitting(outcome) for outcome in outcomes])


def _fitting(outcome: ReadOutcome) -> dict[str, bytes]:
    packed = _packed(outcome)
    try:
        unpacked([packed])
    except Exception as error:
        return rejection(outcome.task, described(error), outcome.seconds)
    return packed


def _packed(outcome: ReadOutcome) -> dict[str, bytes]:
    if outcome.result is not None:
        return outcome.result
    return rejection(outcome.task, outcome.failure or "no reason told", outcome.seconds)
