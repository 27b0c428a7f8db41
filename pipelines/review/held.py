"""Held: every quarantined document with what a person needs to judge it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.extract.records import Box
from pipelines.gate.location.findings import SUSPECTS
from pipelines.gate.verdict_store import VerdictStore, read_verdicts
from pipelines.review.comparison import NAME, PLACE, amounts

_LOCATED = ["proposed_yuan", "automatic", "sentence_en", "rank"]


@dataclass(frozen=True)
class Suspect:
    """A cell under suspicion: both readings of it, and what is proposed instead, in 元."""

    place: str
    where: str
    printed: str
    printed_again: str | None
    agrees: bool | None
    proposed_yuan: Decimal | None
    automatic: bool
    sentence: str | None
    page: int | None
    box: Box | None
    number: str


@dataclass(frozen=True)
class Held:
    """A quarantined document."""

    document_id: str
    path: str
    fiscal_year: int
    sha256: str
    format: str
    reason: str
    erred: str | None
    sentence: str | None
    suspects: tuple[Suspect, ...]


def held(ledger: Path, verdicts: Path, reviews: Path, readings: Path) -> list[Held]:
    """Give the quarantined documents, by path.

    ``verdicts``, ``reviews`` and ``readings`` are the folders that hold them by fiscal year.
    """
    parts = sorted(readings.glob("fiscal_year=*/part-*"))
    entries = pl.read_parquet(ledger).filter(pl.col("status") == "candidate")
    by_id = {row["document_id"]: row for row in entries.iter_rows(named=True)}
    found = []
    for folder, judged in _by_year(VerdictStore(verdicts)):
        table = read_verdicts(judged, "verdict", ["document_id", "verdict", "reason"])
        rows = table.filter(pl.col("verdict") == "quarantined").sort("document_id")
        erred = _rows(reviews / folder / "erred.parquet")
        suspects = _suspects(judged, reviews / folder, parts, rows["document_id"].to_list())
        for row in rows.iter_rows(named=True):
            if entry := by_id.get(row["document_id"]):
                found.append(_held(entry, row, erred, suspects[row["document_id"]]))
    return sorted(found, key=lambda one: one.path)


def _by_year(store: VerdictStore) -> Iterator[tuple[str, list[Path]]]:
    for folder, parts in groupby(store.parts(), key=lambda part: part.parent.name):
        yield folder, list(parts)


def matching(documents: Iterable[Held], name: str) -> list[Held]:
    """Give the documents whose id or sha256 begins with ``name``, or whose path ends in it."""
    return [d for d in documents if d.sha256.startswith(name) or d.path.endswith(name)]


def _held(
    entry: dict[str, Any], row: dict[str, Any], erred: dict[str, Any], suspects: list[Suspect]
) -> Held:
    concluded = erred.get(row["document_id"], {})
    return Held(
        document_id=row["document_id"],
        path=entry["path"],
        fiscal_year=entry["fiscal_year"],
        sha256=entry["sha256"],
        format=entry["format"],
        reason=row["reason"],
        erred=concluded.get("erred"),
        sentence=concluded.get("sentence"),
        suspects=tuple(suspects),
    )


def _suspects(
    verdicts: Sequence[Path], review: Path, parts: Sequence[Path], documents: Sequence[str]
) -> defaultdict[str, list[Suspect]]:
    """Give the suspects of each document, the likeliest first."""
    found: defaultdict[str, list[Suspect]] = defaultdict(list)
    compared = _table(review / "second_reading.parquet")
    if compared.is_empty():
        return found
    boxes = amounts(parts, documents).select(*PLACE, "x0", "y0", "x1", "y1")
    rows = compared.with_row_index("order").join(boxes, on=PLACE, how="left")
    located = read_verdicts(verdicts, SUSPECTS)
    if located.is_empty():
        located = pl.DataFrame(schema=dict.fromkeys([*PLACE, *_LOCATED], pl.Null()))
        located = located.cast({name: rows.schema[name] for name in PLACE})
    first = located.select(*PLACE, *_LOCATED).sort("rank").unique(PLACE, keep="first")
    rows = rows.join(first, on=PLACE, how="left").sort("order")
    for row in rows.iter_rows(named=True):
        found[row["document_id"]].append(_suspect(row))
    return found


def _suspect(row: dict[str, Any]) -> Suspect:
    boxed = row["x0"] is not None
    where = f"page {row['page']}" if row["page"] else f"line {row['line']}"
    return Suspect(
        place=" ".join(str(row[n]) for n in ("statement", "label", "column_label") if row[n]),
        where=where,
        printed=row["printed"],
        printed_again=row["printed_again"],
        agrees=row["agrees"],
        proposed_yuan=row["proposed_yuan"],
        automatic=bool(row["automatic"]),
        sentence=row["sentence_en"],
        page=row["page"],
        box=Box(row["x0"], row["y0"], row["x1"], row["y1"]) if boxed else None,
        number="-".join(str(row[name]) for name in NAME[1:] if row[name]),
    )


def _table(path: Path) -> pl.DataFrame:
    return pl.read_parquet(path, hive_partitioning=False) if path.exists() else pl.DataFrame()


def _rows(path: Path) -> dict[str, Any]:
    return {row["document_id"]: row for row in _table(path).iter_rows(named=True)}
