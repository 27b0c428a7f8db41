"""Increment: a copy of the published file in which the documents that changed are exchanged.

The changed documents are loaded into a small file of their own by the same scripts as a whole one,
keys and all; from there their rows take the place of those in the copy. Tables without documents
are loaded whole there, and replaced where they hold something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.gate.change import Change, changed, name_documents
from pipelines.gate.verdict_sql import literal
from pipelines.warehouse.content import (
    BUILT_BY,
    Contents,
    built_by,
    content,
    exchanged,
    record,
)
from pipelines.warehouse.files import copy
from pipelines.warehouse.loading import NAME, attached, load

MOST_CHANGED = 0.25
"""The largest share of documents that are exchanged; where more changed, all are loaded anew."""

MOST_DELETED = 0.25
"""The largest share of the rows in the file that may be deleted ones, whose space is lost."""

_CHANGED = "memory.main.changed_document"
_OF_CHANGED = f"WHERE document_id IN (FROM {_CHANGED})"


@dataclass(frozen=True)
class Increment:
    """What takes the place of what: the file of the changed documents, and what then is held."""

    change: Change
    staged: Path
    found: Contents
    gone: dict[str, int]
    replaced: tuple[str, ...]


def increment(
    star: Path, texts: Sequence[str], target: Path, was: Contents | None, staged: Path
) -> Increment | None:
    """Load the changed documents into the new file ``staged``, and tell what the two hold together.

    ``was`` is what the file at ``target`` says that it holds. None where it must be built whole:
    the scripts, DuckDB or too many documents have changed, it cannot be read, or it has lost too
    much space already. Raises :class:`duckdb.Error` where a script fails.
    """
    if was is None or was.get(BUILT_BY, (0, ""))[1] != built_by(texts):
        return None
    change = changed(star, target)
    if change is None or change.share > MOST_CHANGED:
        return None
    come = load(star, texts, staged, change)
    gone = _gone(target, change, was)
    if gone is None or come.keys() != was.keys():
        return None
    kept = {t: exchanged(was[t], gone[t], come[t]) if t in gone else come[t] for t in come}
    replaced = tuple(t for t in come if t not in gone and t != BUILT_BY and come[t] != was[t])
    return Increment(change, staged, kept, {t: rows for t, (rows, _) in gone.items()}, replaced)


def _gone(target: Path, change: Change, was: Contents) -> dict[str, tuple[int, str]] | None:
    """Give what the published file holds of the changed documents, a table.

    None where it cannot be read, or too many rows would lie deleted in it.
    """
    try:
        with _opened(target, change, "READ_ONLY") as connection:
            gone = {
                table: content(connection, table, _OF_CHANGED)
                for table in _tables_of_documents(connection)
            }
            return gone if _deleted(connection, was, gone) <= MOST_DELETED else None
    except duckdb.Error:  # damaged where nothing was read before
        return None


def exchange(made: Increment, target: Path, aside: Path) -> None:
    """Make the new file ``aside``: the published one with the increment in it."""
    copy(target, aside)
    with _opened(aside, made.change, "READ_WRITE") as connection:
        connection.execute(f"ATTACH {literal(str(made.staged))} AS staged (READ_ONLY)")
        connection.execute("BEGIN")
        for table, rows in made.gone.items():
            _exchange(connection, table, rows, _OF_CHANGED)
        for table in made.replaced:
            _exchange(connection, table, None, "")
        record(connection, made.found)
        connection.execute("COMMIT")
        connection.execute(f"CHECKPOINT {NAME}")


def _exchange(
    connection: duckdb.DuckDBPyConnection, table: str, expected: int | None, where: str
) -> None:
    """Let the staged rows of a table take the place of those ``where``."""
    if expected != 0:
        deleted = connection.execute(f'DELETE FROM "{table}" {where}').fetchall()[0][0]
        if expected not in (None, deleted):
            raise duckdb.Error(f"{table}: {deleted} rows were deleted, {expected} were counted")
    connection.execute(f'INSERT INTO "{table}" FROM staged."{table}"')


@contextmanager
def _opened(path: Path, change: Change, options: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a file as the current one, beside a table of the documents that changed."""
    with attached(path, options) as connection:
        name_documents(connection, _CHANGED, change.documents)
        yield connection


def _tables_of_documents(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "SELECT table_name FROM duckdb_tables() SEMI JOIN duckdb_columns() AS c "
        "ON c.table_oid = duckdb_tables.table_oid AND c.column_name = 'document_id' "
        "AND c.database_oid = duckdb_tables.database_oid "
        "WHERE database_name = current_database() ORDER BY table_name"
    ).fetchall()
    return [str(name) for (name,) in rows]


def _deleted(
    connection: duckdb.DuckDBPyConnection, was: Contents, gone: dict[str, tuple[int, str]]
) -> float:
    """Give the share of deleted rows, these here included, in what the tables of documents take.

    DuckDB counts the rows that it keeps, and among those the ones deleted earlier.
    """
    kept = dict(
        connection.execute(
            "SELECT table_name, estimated_size FROM duckdb_tables() "
            "WHERE database_name = current_database()"
        ).fetchall()
    )
    taken = sum(kept[table] for table in gone)
    live = sum(was[table][0] - rows for table, (rows, _) in gone.items())
    return 1 - live / taken if taken else 0.0
