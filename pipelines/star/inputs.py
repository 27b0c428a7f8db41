"""What rows of the star are made of: ledger, readings and verdicts of some documents of a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.star.schemas import DISCLOSURES, HANDED_ON, Schema
from pipelines.star.source import ERRED, VERDICT, Source, shaped
from pipelines.statements.tables import TABLES as PART_TABLES

PLACE = ("document_id", "table_no", "row_no", "col_no")

_OPTIONAL = {"correction", "suspect"}  # not every judgement gives these files


@dataclass(frozen=True)
class Inputs:
    """The frames of some documents of one fiscal year, whole groups of kin.

    ``ledger`` holds their rows; every other frame only documents that are candidates among them.
    ``amount`` holds no blank cells: the star publishes what is printed. A cell that was corrected
    is there even so; its ``fen`` is the corrected one, what is printed is ``printed_fen``.
    """

    fiscal_year: int
    ledger: pl.DataFrame
    document: pl.DataFrame
    amount: pl.DataFrame
    statement: pl.DataFrame
    problem: pl.DataFrame
    verdict: pl.DataFrame
    identity_result: pl.DataFrame
    suspect: pl.DataFrame
    correction: pl.DataFrame
    second_reading: pl.DataFrame
    erred: pl.DataFrame
    handed_on: dict[str, pl.DataFrame]


def read(source: Source, documents: pl.Series) -> Inputs:
    """Read the inputs of ``documents``.

    A document that lies in several parts was read again: the part named last counts. Parts and
    verdicts of documents that the ledger no longer names are left out.
    """
    mine = pl.col("document_id").is_in(documents.implode())
    read_from = _folders(source.owners.filter(mine), "part", source.readings)
    judged_in = _folders(source.judged.filter(mine), "folder", source.verdicts)
    found = mine & pl.col("document_id").is_in(source.candidates.implode())

    def table(name: str) -> pl.DataFrame:
        return _gathered(name, PART_TABLES[name], read_from)

    def judged(name: str, schema: Schema) -> pl.DataFrame:
        return _gathered(name, schema, judged_in)

    def second(name: str, schema: Schema) -> pl.DataFrame:
        return source.reviewed(name, schema).filter(found)

    correction = judged("correction", DISCLOSURES["correction"])
    return Inputs(
        fiscal_year=source.fiscal_year,
        ledger=source.ledger.filter(mine),
        document=table("document"),
        amount=_amounts(read_from, correction),
        statement=table("statement"),
        problem=table("problem"),
        verdict=judged("verdict", VERDICT),
        identity_result=judged("identity_result", DISCLOSURES["identity_result"]),
        suspect=judged("suspect", DISCLOSURES["suspect"]),
        correction=correction,
        second_reading=second("second_reading", DISCLOSURES["second_reading"]),
        erred=second("erred", ERRED),
        handed_on={name: table(name) for name in HANDED_ON},
    )


Folders = list[tuple[Path, pl.Expr]]
"""Folders of tables, each with the condition that a row is of a document wanted from there."""


def _folders(owners: pl.DataFrame, number: str, folders: Sequence[Path]) -> Folders:
    groups = owners.group_by(number).agg("document_id").sort(number)
    return [
        (folders[index], pl.col("document_id").is_in(documents))
        for index, documents in groups.iter_rows()
    ]


def _gathered(name: str, schema: Schema, folders: Folders) -> pl.DataFrame:
    """Give the rows of a table, folder by folder."""
    return pl.concat([pl.DataFrame(schema=schema), *_frames(name, schema, folders)])


def _frames(name: str, schema: Schema, folders: Folders) -> Iterator[pl.DataFrame]:
    for folder, wanted in folders:
        path = folder / f"{name}.parquet"
        if path.exists() or name not in _OPTIONAL:
            # A claim's fiscal_year is not its document's, which the folder tells.
            rows = pl.scan_parquet(path, hive_partitioning=False).filter(wanted)
            yield shaped(rows.collect(), schema)


def _amounts(folders: Folders, correction: pl.DataFrame) -> pl.DataFrame:
    """Give the amounts with corrections taken in, without the blank cells that have none."""
    schema = PART_TABLES["amount"]
    printed = pl.col("state") != "blank"
    if correction.is_empty():
        shown = _gathered("amount", schema, [(part, own & printed) for part, own in folders])
        none = pl.lit(None, pl.Int64()).alias("corrected_fen")
        return shown.with_columns(none, printed_fen="fen", printed_state="state")
    known = correction.select(
        *PLACE, (pl.col("corrected_yuan") * 100).cast(pl.Int64()).alias("corrected_fen")
    )
    beside = (
        _gathered("amount", schema, folders)
        .with_columns(printed_fen="fen", printed_state="state")
        .join(known, on=PLACE, how="left", maintain_order="left")
    )
    corrected = pl.col("corrected_fen").is_not_null()
    return beside.with_columns(
        pl.coalesce("corrected_fen", "fen").alias("fen"),
        pl.when(corrected).then(pl.lit("amount")).otherwise("state").alias("state"),
    ).filter(printed)
