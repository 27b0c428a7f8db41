"""Publishing: a new DuckDB file beside the old one, put in its place in one step.

Whoever has the old file open keeps it; whoever opens it next sees the new one. A file that would
hold the same rows, built by the same SQL, is not published again: the old one stays untouched.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.warehouse.content import BUILT_BY, Contents, contents, record, recorded
from pipelines.warehouse.files import sync
from pipelines.warehouse.kept import keep_current

STORAGE_VERSION = "v1.0.0"
"""The oldest format with comments on columns; every client from 1.0 on opens it."""

_NAME = "juesuan"


@dataclass(frozen=True)
class Publication:
    """What is published at the target: rows and content hash a table, and the size of the file.

    ``changed`` tells whether this publication replaced the file.
    """

    tables: dict[str, int]
    hashes: dict[str, str]
    changed: bool
    bytes: int


def publish(star: Path, *, sql: Path, target: Path, keep: int = 1) -> Publication:
    """Build the warehouse of the star folder ``star`` and publish it at ``target``.

    The ``keep`` files published last stay in the folder ``published`` beside it.

    The files ``sql/*.sql`` run in the order of their names. Nothing of ``target`` changes unless
    all of them succeed; raises :class:`duckdb.Error` where one fails.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}.new")
    for left in target.parent.glob(f".{target.name}.*"):  # of a run that was killed
        left.unlink()
    try:
        found = _build(star, sql, aside)
        changed = found != recorded(target)
        if changed:
            sync(aside)
            keep_current(target, keep)
            os.replace(aside, target)
            sync(target.parent)
        keep_current(target, keep)
    finally:
        _remove(aside)
    tables = {name: row for name, row in found.items() if name != BUILT_BY}
    return Publication(
        tables={name: rows for name, (rows, _) in tables.items()},
        hashes={name: digest for name, (_, digest) in tables.items()},
        changed=changed,
        bytes=target.stat().st_size,
    )


def scripts(sql: Path) -> list[Path]:
    """Give the files that build the warehouse, in the order in which they run."""
    return sorted(sql.glob("*.sql"))


def _build(star: Path, sql: Path, aside: Path) -> Contents:
    with _attached(aside) as connection:
        connection.execute(f"SET VARIABLE star = {_quoted(str(star))}")
        connection.execute("BEGIN")  # or each statement may write all of the file anew
        texts = [script.read_text(encoding="utf-8") for script in scripts(sql)]
        for text in texts:
            connection.execute(text)
        found = contents(connection, texts)
        record(connection, found)
        connection.execute("COMMIT")
        connection.execute(f"CHECKPOINT {_NAME}")
    return found


@contextmanager
def _attached(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a new database file as the current one, and close it whatever happens."""
    connection = duckdb.connect()
    try:
        connection.execute(
            f"ATTACH {_quoted(str(path))} AS {_NAME} (STORAGE_VERSION '{STORAGE_VERSION}')"
        )
        connection.execute(f"USE {_NAME}")
        connection.execute("SET enable_progress_bar = false")  # it would write into logs
        yield connection
        connection.execute("USE memory")
        connection.execute(f"DETACH {_NAME}")
    finally:
        connection.close()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
