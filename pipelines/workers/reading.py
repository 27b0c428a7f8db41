"""What a worker does with one document: read it, interpret it, pack its rows.

A light module on purpose: every worker process imports it, none needs Dagster or Great
Expectations.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipelines import extract, statements
from pipelines.extract import Reading, UnreadableError
from pipelines.storage import Place, StorageError, at_hand
from pipelines.workers.parts import packed

Row = dict[str, object]

_OBJECTS = 100_000
"""New objects after which cycles are looked for: more than a text makes, 700 by default."""


@dataclass(frozen=True, slots=True)
class ReadingTask:
    """One document to be read; ``fiscal_year`` is the year that landing has told."""

    path: Place
    document_id: str
    sha256: str
    format: str
    encoding: str | None
    fiscal_year: int
    extractor: str


def read_document(task: ReadingTask) -> dict[str, bytes]:
    """Give the rows of every table as it travels; an unreadable document gives its rejection."""
    return interpreted(task, lambda path: extract.read(path, task.format, task.encoding))


def interpreted(task: ReadingTask, read: Callable[[Path], Reading]) -> dict[str, bytes]:
    """Give what the statements room makes of the document of ``task`` as ``read`` reads it."""
    start = time.perf_counter()
    try:
        with at_hand(task.path) as path, _seldom_collected():
            amounts, rows = statements.interpret_columns(
                read(path), task.document_id, fiscal_year=task.fiscal_year
            )
            (document,) = rows["document"]
            document |= _provenance(task, time.perf_counter() - start)
            return packed(rows, amounts)
    except (UnreadableError, StorageError) as error:
        return rejection(task, str(error), time.perf_counter() - start)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Keep the collector of cycles from walking cells and rows again and again: they form none.

    They go as soon as nobody refers to them. What a reader of PDF leaves is still collected.
    """
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def rejection(task: ReadingTask, reason: str, seconds: float) -> dict[str, bytes]:
    """Give the one ``document`` row of a document that could not be read."""
    row: Row = {"document_id": task.document_id, "format": task.format, "outcome": "rejected"}
    return packed({"document": [row | {"reason": reason} | _provenance(task, seconds)]})


def _provenance(task: ReadingTask, seconds: float) -> Row:
    return {
        "sha256": task.sha256,
        "extractor": task.extractor,
        "fiscal_year": task.fiscal_year,
        "seconds": round(seconds, 3),
    }
