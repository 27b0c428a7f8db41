"""The tables of a whole year: dimensions, of the members that its parts name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipelines.star.departments import dim_department
from pipelines.star.divisions import dim_division
from pipelines.star.keys import KEYS
from pipelines.star.members import static_dimensions
from pipelines.star.metrics import dim_metric
from pipelines.star.performance import dim_indicator
from pipelines.star.projects import dim_project
from pipelines.star.schemas import DIMENSIONS, OF_YEAR, TABLES, Schema
from pipelines.star.source import shaped
from pipelines.star.subjects import dim_economic_subject, dim_functional_subject
from pipelines.star.summaries import ROWS, Summary, counted


def dimensions(
    summary: Summary, verdicts: Sequence[Path], fiscal_year: int
) -> dict[str, pl.DataFrame]:
    """Give the tables of a year; ``verdicts`` are the folders that hold the catalogue it obeys.

    A year without documents has no members.
    """
    codes = summary["division"]["division_code"].unique().sort().to_list()
    fixed = static_dimensions(fiscal_year) | {"dim_metric": dim_metric(fiscal_year)}
    found = {
        "dim_department": dim_department(summary["department"]),
        "dim_division": dim_division(codes, fiscal_year),
        "dim_functional_subject": dim_functional_subject(summary["subject"], fiscal_year),
        "dim_economic_subject": dim_economic_subject(summary["subject"], fiscal_year),
        "dim_indicator": dim_indicator(summary["indicator"]),
        "dim_project": dim_project(summary["project"]),
        "dim_identity": _identities(verdicts),
        **(fixed if counted(summary, ROWS).get("disclosure") else {}),
    }
    return {name: _finished(name, found.get(name), fiscal_year) for name in OF_YEAR}


def _finished(name: str, frame: pl.DataFrame | None, fiscal_year: int) -> pl.DataFrame:
    schema = TABLES[name]
    if frame is None:
        return pl.DataFrame(schema=schema)
    year = pl.lit(fiscal_year, pl.Int32()).alias("fiscal_year")
    return shaped(frame.with_columns(year), schema).sort(KEYS[name])


def _identities(verdicts: Sequence[Path]) -> pl.DataFrame:
    """Give the catalogue of identities by which the year was judged; empty where there is none."""
    schema = {k: v for k, v in DIMENSIONS["dim_identity"].items() if k != "fiscal_year"}
    files = [folder / "identity.parquet" for folder in verdicts]
    frames = [_catalogue(file, schema) for file in files if file.exists()]
    return pl.concat([pl.DataFrame(schema=schema), *frames]).unique("identity", keep="last")


def _catalogue(file: Path, schema: Schema) -> pl.DataFrame:
    frame = pl.read_parquet(file, hive_partitioning=False).rename({"id": "identity"})
    if isinstance(frame.schema["statements"], pl.List):
        frame = frame.with_columns(pl.col("statements").list.join(","))
    return shaped(frame, schema)
