"""Where the star lies: a folder a table and year, and in it a file a part, or one of the year."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path

import polars as pl

from pipelines.star.schemas import OF_DOCUMENTS
from pipelines.star.summaries import SUMMARY

NO_YEAR = "__HIVE_DEFAULT_PARTITION__"
"""The name that Hive, DuckDB, Polars and Arrow give to the partition of a missing value."""

WHOLE = "part"
"""The name of the only file of a table that does not lie in parts."""


def partition(out: Path, table: str, fiscal_year: int | None) -> Path:
    """Give the folder of one table and year, e.g. ``star/fact_income/fiscal_year=2023``."""
    return out / table / f"fiscal_year={NO_YEAR if fiscal_year is None else fiscal_year}"


def write(
    out: Path, fiscal_year: int | None, tables: Mapping[str, pl.DataFrame], name: str = WHOLE
) -> None:
    """Write a file called ``name`` of every table.

    The column ``fiscal_year`` is in the file as well as in the name of its folder, so that an
    engine reads the same rows with and without Hive partitioning: it is always the document's, and
    the year that a sentence speaks of is called ``claim_year``. A table without rows gets a
    file without rows: a part always tells the last build.
    """
    for table, frame in tables.items():
        folder = partition(out, table, fiscal_year)
        folder.mkdir(parents=True, exist_ok=True)
        frame.write_parquet(folder / f"{name}.parquet")


def put(aside: Path, star: Path, fiscal_year: int | None, gone: Collection[str] = ()) -> list[Path]:
    """Put the files under ``aside`` into the star, each in one step; give the files of the year.

    The parts that are ``gone`` are removed first, and of each its summary before the rest; of a
    new part the summary comes last. So a part whose summary is there is whole, and no document
    lies in two of them, whenever this is interrupted.
    """
    for table in (SUMMARY, *OF_DOCUMENTS):
        folder = partition(star, table, fiscal_year)
        for name in sorted(gone):
            (folder / f"{name}.parquet").unlink(missing_ok=True)
    files = [file.relative_to(aside) for file in aside.glob("*/*/*.parquet")]
    for file in sorted(files, key=lambda file: (file.parts[0] == SUMMARY, file)):
        (star / file).parent.mkdir(parents=True, exist_ok=True)
        os.replace(aside / file, star / file)
    return sorted(star.glob(f"*/{partition(star, '', fiscal_year).name}/*.parquet"))
