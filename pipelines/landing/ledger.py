"""The ledger: one row for every path under the raw folder."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import polars as pl

from pipelines.landing.peek import Peek, peek
from pipelines.storage import OUT_OF_REACH, Entry, Place, StorageError, digest, entries
from pipelines.workers.pool import Limits, run

Row = dict[str, object]

LEDGER_SCHEMA: dict[str, pl.DataType] = {
    "path": pl.String(),  # relative to the raw folder, with forward slashes
    "sha256": pl.String(),  # null where the document could not be opened
    "document_id": pl.String(),
    "bytes": pl.Int64(),
    "modified_ns": pl.Int64(),
    "tag": pl.String(),  # by which a storage names this content; null for files of a folder
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


def scan(
    raw: Place,
    known: pl.DataFrame | None,
    *,
    workers: int,
    limits: Limits,
    now: datetime | None = None,
) -> pl.DataFrame:
    """Give the ledger of every file under ``raw``, with :data:`LEDGER_SCHEMA`.

    ``known`` is the ledger of the night before: a path whose size, time of change and tag are
    those it tells is not opened again, and a content seen before keeps its ``first_seen_at``.
    Raises :class:`pipelines.storage.StorageError` where ``raw`` is a URL that cannot be listed.
    """
    now = now or datetime.now(UTC)
    before = {str(row["path"]): row for row in known.to_dicts()} if known is not None else {}
    seen = {str(row["sha256"]): row["first_seen_at"] for row in before.values() if row["sha256"]}
    rows: list[Row] = []
    unread: dict[Place, Entry] = {}
    for entry in documents(raw):
        old = before.get(entry.name)
        if old is not None and _unchanged(entry, old):
            rows.append(old)
        else:
            unread[raw / entry.name] = entry
    for outcome in run(peek, list(unread), workers=workers, limits=limits):
        look = outcome.result or _unopened(outcome.task, outcome.failure)
        rows.append(_row(unread[outcome.task], look, seen, now))
    return pl.DataFrame(_without_copies(rows), schema=LEDGER_SCHEMA, orient="row")


def unseen(raw: Place, known: pl.DataFrame | None) -> list[Entry]:
    """Give every file that the ledger does not tell as it lies there, unopened."""
    before = {str(row["path"]): row for row in known.to_dicts()} if known is not None else {}
    return [
        entry
        for entry in documents(raw)
        if (old := before.get(entry.name)) is None or not _unchanged(entry, old)
    ]


def documents(raw: Place) -> list[Entry]:
    """Give every file under ``raw`` that may be a document, in the order of their paths."""
    return [entry for entry in entries(raw) if entry.name.rpartition("/")[2] not in _SIDECARS]


def _unchanged(entry: Entry, old: Row) -> bool:
    """Compare what is told; a listing that tells nothing of a document tells no change either."""
    if str(old.get("reason")).startswith(OUT_OF_REACH):
        return False
    told = (entry.modified_ns, entry.tag) == (old["modified_ns"], old.get("tag"))
    return told and entry.size in (None, old["bytes"])


def _row(entry: Entry, look: Peek, seen: dict[str, object], now: datetime) -> Row:
    named = look.sha256 or hashlib.sha256(entry.name.encode()).hexdigest()
    return {
        "path": entry.name,
        "sha256": look.sha256,
        "document_id": named[:16],
        "bytes": look.size,
        "modified_ns": entry.modified_ns,
        "tag": entry.tag,
        "format": look.format,
        "encoding": look.encoding,
        "fiscal_year": look.fiscal_year,
        "status": "rejected" if look.rejection else "candidate",
        "reason": look.rejection,
        "duplicate_of": None,
        "first_seen_at": seen.get(str(look.sha256), now),
    }


def _unopened(document: Place, failure: str | None) -> Peek:
    """Give the look of a document that broke its worker: its bytes are hashed unopened."""
    try:
        return Peek(*digest(document), rejection=failure)
    except Exception as error:  # file systems raise errors of their own
        return Peek(None, None, rejection=str(StorageError(document, error)))


def _without_copies(rows: list[Row]) -> list[Row]:
    """Mark every byte-identical copy but the one with the smallest path as its duplicate."""
    first: dict[str, str] = {}
    settled = []
    for row in sorted(rows, key=lambda r: str(r["path"])):
        path, sha256 = str(row["path"]), row["sha256"]
        original = first.setdefault(str(sha256), path) if sha256 else path
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
