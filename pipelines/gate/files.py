"""Parquet files of query results, each put in place in one step."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.aside import placed
from pipelines.gate.verdict_sql import literal


def write_query(connection: duckdb.DuckDBPyConnection, query: str, target: Path) -> None:
    """Write the rows of ``query`` to ``target``; an interrupted run leaves what was there."""
    with placed(target) as aside:
        connection.execute(f"COPY ({query}) TO {literal(str(aside))} (FORMAT parquet)")
