"""Parquet files that appear in one step: written aside, then put in place."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from pipelines.gate.verdict_sql import literal


def write_query(connection: duckdb.DuckDBPyConnection, query: str, target: Path) -> None:
    """Write the rows of ``query`` to ``target``; an interrupted run leaves what was there."""
    aside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        connection.execute(f"COPY ({query}) TO {literal(str(aside))} (FORMAT parquet)")
        os.replace(aside, target)
    finally:
        aside.unlink(missing_ok=True)
