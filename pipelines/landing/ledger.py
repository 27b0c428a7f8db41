"""The ledger: one row for every path under the raw folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from pipelines.landing.peek import Peek, peek
from pipelines.workers.pool import Limits, run

Row = dict[str, object]

LEDGER_SCHEMA: dict[str, pl.DataType] = {
    "path": pl.String(),  # relative to the raw folder, with forward slashes
    "sha256": pl.String(),
    "document_id": pl.String(),
    "bytes": pl.Int64(),
    "modified_ns": pl.Int64(),
    "format": pl.String(),  # pdf | text; null where rejected for its format
    "encoding": pl.String(),
    "fiscal_year": pl.Int32(),
    "status": pl.String(),  # candidate | duplicate | rejected
    "reason": pl.String(),
    "duplicate_of": pl.String(),  # path of the byte-identical document that is the candidate
    "first_seen_at": pl.Datetime("us", "UTC"),
}

_SIDECARS = frozenset(
    {"manifest.yml", "sources.yml", "README.md", ".gitignore", ".DS_Store", "Thumbs.db"}
)

_UNLISTED = (FileNotFoundError, NotADirectoryError, PermissionError)
"""Folders that are gone, are none, or may not be looked into hold nothing."""


def scan(
    raw: Path,
    known: pl.DataFrame | None,
    *,
    workers: int,
    limits: Limits,
    now: datetime | None = None,
) -> pl.DataFrame:
    """Give the ledger of every file under ``raw``, with :data:`LEDGER_SCHEMA`.

    ``known`` is the ledger of the night before: a path whose size and time of change are those
    it tells is not opened again, and a content seen before keeps its ``first_seen_at``.
    """
    now = now or datetime.now(UTC)
    before = {str(row["path"]): row for row in known.to_dicts()} if known is not None else {}
    seen = {str(row["sha256"]): row["first_seen_at"] for row in before.values() if row["sha256"]}
    rows: list[Row] = []
    unread: list[Path] = []
    for path, file in _files(str(raw)):
        old = before.get(path)
        if old is not None and _size_and_time(file) == (old["bytes"], old["modified_ns"]):
            rows.append(old)
        else:
            unread.append(Path(file.path))
    for outcome in run(peek, unread, workers=workers, limits=limits):
        rows.append(_row(raw, outcome.task, outcome.result, outcome.failure, seen, now))
    return pl.DataFrame(_without_copies(rows), schema=LEDGER_SCHEMA, orient="row")


def unseen(raw: Path, known: pl.DataFrame | None) -> dict[str, tuple[int, int]]:
    """Give size and time of change of every path that the ledger does not tell so, unopened."""
    columns = ("path", "bytes", "modified_ns")
    rows = known.select(columns).rows() if known is not None else []
    before = {path: (size, modified) for path, size, modified in rows}
    told = ((path, _size_and_time(file)) for path, file in _files(str(raw)))
    return {path: now for path, now in told if before.get(path) != now}


def _files(folder: str, above: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Give every file under ``folder`` that may be a document, by its path in the raw folder."""
    with suppress(*_UNLISTED), os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            if entry.name.startswith("."):
                continue
            path = above + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{path}/")
            elif entry.name not in _SIDECARS and entry.is_file():
                yield path, entry


def _size_and_time(file: os.DirEntry[str]) -> tuple[int, int]:
    stat = file.stat()
    return stat.st_size, stat.st_mtime_ns


def _row(
    raw: Path,
    path: Path,
    look: Peek | None,
    failure: str | None,
    seen: dict[str, object],
    now: datetime,
) -> Row:
    stat = path.stat()
    look = look or Peek(_hash(path), stat.st_size, rejection=failure)
    return {
        "path": path.relative_to(raw).as_posix(),
        "sha256": look.sha256,
        "document_id": look.sha256[:16],
        "bytes": look.size,
        "modified_ns": stat.st_mtime_ns,
        "format": look.format,
        "encoding": look.encoding,
        "fiscal_year": look.fiscal_year,
        "status": "rejected" if look.rejection else "candidate",
        "reason": look.rejection,
        "duplicate_of": None,
        "first_seen_at": seen.get(look.sha256, now),
    }


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _without_copies(rows: list[Row]) -> list[Row]:
    """Mark every byte-identical copy but the one with the smallest path as its duplicate."""
    first: dict[str, str] = {}
    settled = []
    for row in sorted(rows, key=lambda r: str(r["path"])):
        path, sha256 = str(row["path"]), str(row["sha256"])
        original = first.setdefault(sha256, path)
        settled.append(_original(row) if original == path else _copy(row, original))
    return settled


def _original(row: Row) -> Row:
    if row["duplicate_of"] is None:
        return row
    own = {"document_id": str(row["sha256"])[:16], "duplicate_of": None}
    if row["status"] == "duplicate":  # the copy it followed is gone
        own |= {"status": "candidate", "reason": None}
    return row | own


def _copy(row: Row, original: str) -> Row:
    own = hashlib.sha256(f"{row['sha256']}\n{row['path']}".encode()).hexdigest()[:16]
    if row["status"] == "rejected":
        return row | {"document_id": own, "duplicate_of": original}
    return row | {
        "document_id": own,
        "status": "duplicate",
        "reason": f"the same bytes as {original}",
        "duplicate_of": original,
    }
