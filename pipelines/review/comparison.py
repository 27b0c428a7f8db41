"""Comparison: what two readings of a document found at the cells under suspicion.

Cells are matched by who they are (statement, side, item, measure), never by where they stand: each
reader counts tables and rows in its own way.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import polars as pl

from pipelines.gate.location.findings import SUSPECTS
from pipelines.gate.verdict_store import read_verdicts
from pipelines.part_folder import holding
from pipelines.statements.records import AMOUNT

NAME = ["document_id", "statement", "side", "item", "measure"]
PLACE = ["document_id", "table_no", "row_no", "col_no"]

COMPARISON = [
    *("document_id", "fiscal_year", "statement", "side", "item", "measure", "label"),
    *("column_label", "page", "line", "table_no", "row_no", "col_no", "printed", "unit"),
    *("printed_again", "printed_yuan", "again_yuan", "agrees"),
]
"""The columns of ``second_reading``; ``rank`` and the two ``fen`` are for the conclusion only."""


def amounts(parts: Sequence[Path], documents: Collection[str]) -> pl.DataFrame:
    """Give the amount cells of ``documents``, blank ones included, from the parts they lie in."""
    chosen = pl.col("document_id").is_in(sorted(documents))
    frames = [
        pl.scan_parquet(part / "amount.parquet", hive_partitioning=False).filter(chosen)
        for part in holding(parts, documents)
    ]
    return pl.concat([pl.LazyFrame(schema=AMOUNT), *frames]).collect()


def compare(first: pl.DataFrame, second: pl.DataFrame, suspects: pl.DataFrame) -> pl.DataFrame:
    """Give a row a suspect cell: both readings of it, and whether they agree.

    ``suspects`` holds places of the first reading with a ``rank``. A cell that the second reading
    does not find agrees with nothing and contradicts nothing: ``agrees`` is null.
    """
    again = second.group_by(NAME).agg(
        pl.col("printed").str.join("、").alias("printed_again"),
        pl.when(pl.len() == 1).then(pl.col("fen").first()).alias("again_fen"),
        pl.len().alias("found"),
    )
    rows = first.join(suspects, on=PLACE).join(again, on=NAME, how="left", nulls_equal=True)
    same = pl.col("fen").eq_missing(pl.col("again_fen")) & (pl.col("found") == 1)
    return rows.with_columns(
        pl.when(pl.col("found").is_not_null()).then(same).alias("agrees"),
        _yuan("fen").alias("printed_yuan"),
        _yuan("again_fen").alias("again_yuan"),
    ).sort("document_id", "rank", *PLACE[1:])


def suspects(verdicts: Sequence[Path], documents: Collection[str]) -> pl.DataFrame:
    """Give the places under suspicion: those located, else all cells of violated identities.

    ``verdicts`` are the parts of verdicts in which the documents lie.
    """
    located = _located(verdicts)
    chosen = pl.col("document_id").is_in(sorted(documents))
    rest = _of_violations(verdicts).join(located, on="document_id", how="anti")
    both = pl.concat([located, rest]).filter(chosen).drop_nulls(PLACE)
    return both.group_by(PLACE).agg(pl.col("rank").min())


def _located(verdicts: Sequence[Path]) -> pl.DataFrame:
    schema = {**{name: AMOUNT[name] for name in PLACE}, "rank": pl.Int32()}
    if not verdicts:
        return pl.DataFrame(schema=schema)
    frame = read_verdicts(verdicts, SUSPECTS)
    sets = frame.drop("rank").rename({"set_no": "rank"})  # the cells of a set stand together
    return sets.select(pl.col(name).cast(kind) for name, kind in schema.items())


def _of_violations(verdicts: Sequence[Path]) -> pl.DataFrame:
    """Give the cells of violated identities; those in most of them rank first."""
    schema = {**{name: AMOUNT[name] for name in PLACE}, "rank": pl.Int32()}
    if not verdicts:
        return pl.DataFrame(schema=schema)
    columns = ["document_id", "severity", "outcome", "cells"]
    results = read_verdicts(verdicts, "identity_result", columns)
    violated = (pl.col("outcome") == "violated") & (pl.col("severity") == "critical")
    cells = results.filter(violated).select("document_id", "cells").explode("cells")
    places = cells.unnest("cells").select(pl.col(name).cast(AMOUNT[name]) for name in PLACE)
    counted = places.group_by(PLACE).len()
    rank = pl.col("len").rank("dense", descending=True).over("document_id")
    return counted.select(*PLACE, rank.cast(pl.Int32()).alias("rank"))


def _yuan(fen: str) -> pl.Expr:
    return (pl.col(fen).cast(pl.Decimal(20, 2)) / 100).cast(pl.Decimal(20, 2))
