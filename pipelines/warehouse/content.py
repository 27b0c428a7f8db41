"""What a warehouse file holds, as a hash a table: the same rows in any order give the same hash.

The hash of a table is the sum of the hashes of its rows, so that rows may be added and taken away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import duckdb

from pipelines.gate.change import BUILD

Contents = dict[str, tuple[int, str]]
"""Rows and hash by table."""

BUILT_BY = "(sql)"
"""The entry for what built the file: another comment, view or DuckDB is another publication."""

RECORD = "content_hash"

_UNHASHED = "-"
"""The hash of the table that tells what documents were made of: the same rows may be made anew."""


def contents(connection: duckdb.DuckDBPyConnection, scripts: Iterable[str]) -> Contents:
    """Give rows and hash of every table of the current database, and of what built it."""
    names = connection.execute(
        "SELECT table_name FROM duckdb_tables() "
        "WHERE database_name = current_database() AND table_name <> ? ORDER BY table_name",
        [RECORD],
    ).fetchall()
    found = {str(name): content(connection, str(name)) for (name,) in names}
    return {BUILT_BY: (0, built_by(scripts)), **found}


def built_by(scripts: Iterable[str]) -> str:
    """Give the hash of the scripts and of the DuckDB that runs them."""
    text = "\n".join((*scripts, duckdb.__version__))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def content(connection: duckdb.DuckDBPyConnection, table: str, where: str = "") -> tuple[int, str]:
    """Add up the hashes of all rows: equal rows count as often as they occur."""
    hashed = "0" if table == BUILD else "coalesce(sum(hash(t)::HUGEINT), 0)"
    row = connection.execute(f'SELECT count(*), {hashed} FROM "{table}" AS t {where}').fetchone()
    if row is None:
        raise duckdb.Error(f"{table} cannot be counted")
    return int(row[0]), _UNHASHED if table == BUILD else f"{int(row[1]):032x}"


def exchanged(
    was: tuple[int, str], gone: tuple[int, str], come: tuple[int, str]
) -> tuple[int, str]:
    """Give rows and hash of a table from which some rows have gone, and to which some have come."""
    rows = was[0] - gone[0] + come[0]
    if _UNHASHED in (was[1], come[1]):
        return rows, come[1]
    return rows, f"{int(was[1], 16) - int(gone[1], 16) + int(come[1], 16):032x}"


def record(connection: duckdb.DuckDBPyConnection, found: Contents) -> None:
    """Write what the current database holds into its table ``content_hash``."""
    rows = [(name, number, digest) for name, (number, digest) in found.items()]
    connection.execute(f"DELETE FROM {RECORD}")
    connection.executemany(f"INSERT INTO {RECORD} VALUES (?, ?, ?)", rows)


def recorded(path: Path) -> Contents | None:
    """Give what a published file says that it holds; None where there is no such file to read."""
    if not path.exists():
        return None
    try:
        with duckdb.connect(path, read_only=True) as connection:
            rows = connection.execute(f"FROM {RECORD}").fetchall()
    except duckdb.Error:  # damaged, of another make, or open for writing: it will be replaced
        return None
    return {name: (number, digest) for name, number, digest in rows}
