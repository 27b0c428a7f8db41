"""What a warehouse file holds, as a hash a table: the same rows in any order give the same hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import duckdb

Contents = dict[str, tuple[int, str]]
"""Rows and hash by table."""

BUILT_BY = "(sql)"
"""The entry for the SQL itself: another comment or view is another publication."""

_RECORD = "content_hash"


def contents(connection: duckdb.DuckDBPyConnection, scripts: Iterable[str]) -> Contents:
    """Give rows and hash of every table of the current database, and of what built it."""
    names = connection.execute(
        "SELECT table_name FROM duckdb_tables() "
        "WHERE database_name = current_database() AND table_name <> ? ORDER BY table_name",
        [_RECORD],
    ).fetchall()
    found = {str(name): _content(connection, str(name)) for (name,) in names}
    built_by = hashlib.sha256("\n".join(scripts).encode()).hexdigest()[:32]
    return {BUILT_BY: (0, built_by), **found}


def record(connection: duckdb.DuckDBPyConnection, found: Contents) -> None:
    """Write what the current database holds into its table ``content_hash``."""
    rows = [(name, number, digest) for name, (number, digest) in found.items()]
    connection.executemany(f"INSERT INTO {_RECORD} VALUES (?, ?, ?)", rows)


def recorded(path: Path) -> Contents | None:
    """Give what a published file says that it holds; None where there is no such file to read."""
    if not path.exists():
        return None
    try:
        with duckdb.connect(path, read_only=True) as connection:
            rows = connection.execute(f"FROM {_RECORD}").fetchall()
    except duckdb.Error:  # damaged, of another make, or open for writing: it will be replaced
        return None
    return {name: (number, digest) for name, number, digest in rows}


def _content(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[int, str]:
    """Add up the hashes of all rows: equal rows count as often as they occur."""
    row = connection.execute(
        f'SELECT count(*), coalesce(sum(hash(t)::HUGEINT), 0) FROM "{table}" AS t'
    ).fetchone()
    if row is None:
        raise duckdb.Error(f"{table} cannot be counted")
    rows, digest = int(row[0]), int(row[1])
    return rows, f"{digest:032x}"
