"""What the star is built from: the ledger, the parts and the verdicts of one fiscal year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.star.schemas import DIMENSIONS, DISCLOSURES, HANDED_ON, Schema
from pipelines.statements.tables import TABLES as PART_TABLES

VERDICT: Schema = {
    "document_id": pl.String(),
    "verdict": pl.String(),  # accepted | quarantined | rejected
    "reason": pl.String(),
    "tested": pl.Int32(),
    "exact": pl.Int32(),
    "rounding": pl.Int32(),
    "violated": pl.Int32(),
    "not_testable": pl.Int32(),
}


ERRED: Schema = {
    "document_id": pl.String(),
    "erred": pl.String(),  # publisher | reader | unknown
    "sentence": pl.String(),
}

PLACE = ("document_id", "table_no", "row_no", "col_no")


class StarError(Exception):
    """The inputs of a year contradict each other; the message names the document."""


@dataclass(frozen=True)
class Inputs:
    """The frames of one fiscal year.

    ``ledger`` holds the rows of that year; every other frame only documents that are candidates
    in it. ``amount`` holds no blank cells: the star publishes what is printed. A cell that was
    corrected is there even so; its ``fen`` is the corrected one, what is printed is
    ``printed_fen``.
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
    identity: pl.DataFrame
    correction: pl.DataFrame
    second_reading: pl.DataFrame
    erred: pl.DataFrame
    handed_on: dict[str, pl.DataFrame]


def read(
    fiscal_year: int,
    ledger: Path,
    parts: Sequence[Path],
    verdicts: Sequence[Path],
    review: Path | None = None,
) -> Inputs:
    """Read the inputs of one year; ``review`` is the folder of what second readings found.

    ``verdicts`` are the parts of the year's verdicts, in each of which other documents lie.
    A document that lies in several parts was read again: the part named last counts. Parts and
    verdicts of documents that the ledger no longer names are left out.
    """
    rows = read_ledger(ledger).filter(pl.col("fiscal_year") == fiscal_year)
    candidates = rows.filter(pl.col("status") == "candidate").select("document_id")
    owner = _owners(parts).join(candidates, on="document_id", how="semi")

    def table(name: str, schema: Schema) -> pl.DataFrame:
        return _read_parts(name, schema, parts, owner)

    def judged(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.join(candidates, on="document_id", how="semi")

    correction = judged(_read_all(verdicts, "correction", DISCLOSURES["correction"]))
    reviews = [review] if review else []
    second = _read_all(reviews, "second_reading", DISCLOSURES["second_reading"])
    return Inputs(
        fiscal_year=fiscal_year,
        ledger=rows,
        document=table("document", PART_TABLES["document"]),
        amount=_corrected(table("amount", PART_TABLES["amount"]), correction),
        statement=table("statement", PART_TABLES["statement"]),
        problem=table("problem", PART_TABLES["problem"]),
        verdict=judged(_read_all(verdicts, "verdict", VERDICT)),
        identity_result=judged(_read_results(verdicts)),
        suspect=judged(_read_all(verdicts, "suspect", DISCLOSURES["suspect"])),
        identity=_read_identities(verdicts),
        correction=correction,
        second_reading=judged(second),
        erred=judged(_read_all(reviews, "erred", ERRED)),
        handed_on={name: table(name, PART_TABLES[name]) for name in HANDED_ON},
    )


def read_ledger(path: Path) -> pl.DataFrame:
    """Give the ledger in the order of its paths, times as UTC without a zone."""
    frame = pl.read_parquet(path).sort("path")
    if not isinstance(frame.schema["first_seen_at"], pl.Datetime):
        raise StarError(f"{path}: first_seen_at is not a timestamp")
    utc = pl.col("first_seen_at").cast(pl.Datetime("us"))  # a zone is dropped, its instant stays
    return frame.with_columns(utc)


def shaped(frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """Give the columns of ``schema`` in its order; a column that is missing becomes null."""
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in schema.items()
    )


def _owners(parts: Sequence[Path]) -> pl.DataFrame:
    schema = {"document_id": pl.String(), "part": pl.Int32()}
    frames = [
        pl.read_parquet(part / "document.parquet", columns=["document_id"]).with_columns(
            pl.lit(number, pl.Int32()).alias("part")
        )
        for number, part in enumerate(parts)
    ]
    everything = pl.concat([pl.DataFrame(schema=schema), *frames])
    return everything.group_by("document_id").agg(pl.col("part").max())


def _read_parts(
    name: str, schema: Schema, parts: Sequence[Path], owner: pl.DataFrame
) -> pl.DataFrame:
    frames = [pl.DataFrame(schema=schema)]
    for number, part in enumerate(parts):
        path = part / f"{name}.parquet"
        if path.exists() or name in PART_TABLES:
            own = owner.filter(pl.col("part") == number)
            # A claim's fiscal_year is not its document's, which the folder tells.
            frame = shaped(pl.read_parquet(path, hive_partitioning=False), schema)
            frames.append(frame.join(own, on="document_id", how="semi", maintain_order="left"))
    return pl.concat(frames)


def _read_all(folders: Sequence[Path], name: str, schema: Schema) -> pl.DataFrame:
    """Read a table that not every folder has; without a file there are no rows."""
    paths = [path for folder in folders if (path := folder / f"{name}.parquet").exists()]
    frames = [shaped(pl.read_parquet(path, hive_partitioning=False), schema) for path in paths]
    return pl.concat([pl.DataFrame(schema=schema), *frames])


def _read_results(verdicts: Sequence[Path]) -> pl.DataFrame:
    """Read the results of all identities with every column that the gate gives."""
    frames = [
        pl.read_parquet(part / "identity_result.parquet", hive_partitioning=False)
        for part in verdicts
    ]
    return pl.concat(frames) if frames else pl.DataFrame(schema={"document_id": pl.String()})


def _corrected(amount: pl.DataFrame, correction: pl.DataFrame) -> pl.DataFrame:
    """Take corrections into ``amount``, and leave blank cells out that have none."""
    known = correction.select(
        *PLACE, (pl.col("corrected_yuan") * 100).cast(pl.Int64()).alias("corrected_fen")
    )
    beside = amount.with_columns(
        pl.col("fen").alias("printed_fen"), pl.col("state").alias("printed_state")
    ).join(known, on=PLACE, how="left", maintain_order="left")
    corrected = pl.col("corrected_fen").is_not_null()
    return beside.with_columns(
        pl.coalesce("corrected_fen", "fen").alias("fen"),
        pl.when(corrected).then(pl.lit("amount")).otherwise("state").alias("state"),
    ).filter(pl.col("state") != "blank")


def _read_identities(verdicts: Sequence[Path]) -> pl.DataFrame:
    """Give the catalogue of identities by which the year was judged; empty where there is none."""
    schema = {k: v for k, v in DIMENSIONS["dim_identity"].items() if k != "fiscal_year"}
    paths = [path for part in verdicts if (path := part / "identity.parquet").exists()]
    if not paths:
        return pl.DataFrame(schema=schema)
    # parts that are settled were judged by the same identities
    frame = pl.read_parquet(paths[0], hive_partitioning=False).rename({"id": "identity"})
    if isinstance(frame.schema["statements"], pl.List):
        frame = frame.with_columns(pl.col("statements").list.join(","))
    return shaped(frame, schema)
