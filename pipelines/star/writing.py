"""Writing a year of the star: one Parquet file a table and year, replaced as a whole."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import polars as pl

NO_YEAR = "__HIVE_DEFAULT_PARTITION__"
"""The name that Hive, DuckDB, Polars and Arrow give to the partition of a missing value."""


def partition(out: Path, table: str, fiscal_year: int | None) -> Path:
    """Give the folder of one table and year, e.g. ``star/fact_income/fiscal_year=2023``."""
    return out / table / f"fiscal_year={NO_YEAR if fiscal_year is None else fiscal_year}"


def write(out: Path, fiscal_year: int | None, tables: Mapping[str, pl.DataFrame]) -> None:
    """Replace the year's part of every table, after all of them have been written aside.

    The column ``fiscal_year`` is in the file as well as in the name of its folder, so that an
    engine reads the same rows with and without Hive partitioning: it is always the document's, and
    the year that a sentence speaks of is called ``claim_year``. A table without rows gets a
    file without rows: a part always tells the last build.
    """
    written = []
    for table, frame in tables.items():
        folder = partition(out, table, fiscal_year)
        folder.mkdir(parents=True, exist_ok=True)
        aside = folder / f".part.{os.getpid()}.tmp"
        frame.write_parquet(aside)
        written.append((aside, folder / "part.parquet"))
    for aside, target in written:
        os.replace(aside, target)
