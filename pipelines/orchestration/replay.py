"""Replay: judging again what was read, after a changed waiver, correction or expectation.

Nothing is looked for in raw and nothing that was read is read again. Documents whose rules and
rulings are what they were keep their verdicts, and their years the star.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.gate.verdict_store import VerdictStore, read_verdicts
from pipelines.orchestration.jobs import REPLAY
from pipelines.orchestration.rooms import Rooms
from pipelines.orchestration.runs import RunReport, run
from pipelines.orchestration.stock import years_present
from pipelines.settings import Settings
from pipelines.workers.parts import PartStore

_VERDICT = {
    "document_id": pl.String(),
    "verdict": pl.String(),
    "reason": pl.String(),
}


@dataclass(frozen=True)
class Change:
    """A document whose verdict is another one than before."""

    path: str
    before: str
    after: str
    reason: str | None


@dataclass(frozen=True)
class Replayed:
    """What a replay did: the run, the years that were judged now, and the verdicts that changed."""

    report: RunReport
    years: tuple[int, ...]
    changes: tuple[Change, ...]


def replay(settings: Settings, rooms: Rooms | None = None) -> Replayed:
    """Judge again and publish.

    Raises :class:`ValueError` where there is nothing to judge, or documents are not read yet.
    """
    rooms = rooms or Rooms()
    _require_readings(settings, rooms)
    years = years_present(settings)
    before = _verdicts(settings)
    report = run(settings, years=(years[0], years[-1]), rooms=rooms, what="make replay", job=REPLAY)
    return Replayed(report, report.judged, tuple(_changes(settings, before, _verdicts(settings))))


def _require_readings(settings: Settings, rooms: Rooms) -> None:
    """Refuse to judge what other reading code has read: a replay would find nothing of it."""
    if not settings.ledger.exists():
        raise ValueError(f"{settings.warehouse} holds no readings yet: `make run` makes them")
    ledger = pl.read_parquet(settings.ledger)
    wanted = set(ledger.filter(pl.col("status") == "candidate")["document_id"])
    read = set(PartStore(settings.readings, rooms.extractor()).documents()["document_id"])
    if not wanted:
        raise ValueError("no document has been read yet: `make run` reads")
    if unread := len(wanted - read):
        raise ValueError(f"{unread} documents are not read by this code yet: `make run` reads them")


def _verdicts(settings: Settings) -> pl.DataFrame:
    judged = read_verdicts(VerdictStore(settings.verdicts).parts(), "verdict", list(_VERDICT))
    return judged if judged.width else pl.DataFrame(schema=_VERDICT)


def _changes(settings: Settings, before: pl.DataFrame, after: pl.DataFrame) -> list[Change]:
    paths = pl.read_parquet(settings.ledger, columns=["document_id", "path"])
    both = after.join(before, on="document_id", how="left", suffix="_before").join(
        paths, on="document_id"
    )
    other = (pl.col("verdict").ne_missing(pl.col("verdict_before"))) | (
        pl.col("reason").ne_missing(pl.col("reason_before"))
    )
    rows = both.filter(other).sort("path")
    return [
        Change(row["path"], row["verdict_before"] or "unjudged", row["verdict"], row["reason"])
        for row in rows.iter_rows(named=True)
    ]
