"""The judged batch: the parts of one fiscal year as relations of an in-memory DuckDB.

``document``, ``published`` (the statements), ``problem`` and ``amount`` are the parts as they are;
``cell`` is what ``expectations/cell.sql`` makes of them. Nothing here knows an identity.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import polars as pl

from pipelines.statements.tables import TABLES


def open_batch(parts: Sequence[Path], expectations: Path) -> duckdb.DuckDBPyConnection:
    """Open an in-memory database with the relations of ``parts`` and ``cell``.

    A document lies in one part only: the store of readings sees to that.
    """
    connection = duckdb.connect()
    connection.execute("SET preserve_insertion_order = false")
    _source(connection, parts, "document").create("document")
    _source(connection, parts, "statement").create("published")
    _source(connection, parts, "problem").create("problem")
    _source(connection, parts, "amount").create_view("amount")
    connection.execute((expectations / "cell.sql").read_text(encoding="utf-8"))
    return connection


def _source(
    connection: duckdb.DuckDBPyConnection, parts: Sequence[Path], table: str
) -> duckdb.DuckDBPyRelation:
    if not parts:
        return connection.from_arrow(pl.DataFrame(schema=TABLES[table]).to_arrow())
    files = [str(part / f"{table}.parquet") for part in parts]
    return connection.read_parquet(files, hive_partitioning=False).project(*TABLES[table])
