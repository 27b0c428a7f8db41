"""Where a fiscal year of the star is built from, and what each of its documents is made of.

Rows of a document depend on those of its kin: which version counts, what it is a copy of. So kin
are made of the same, and are built again together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from pipelines.star.schemas import DISCLOSURES, Schema

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

SEEN = ("modified_ns", "tag")
"""Columns of the ledger that tell nothing of a document."""

_TEXT = {"document_id": pl.String(), "text": pl.String()}


class StarError(Exception):
    """The inputs of a year contradict each other; the message names the document."""


@dataclass(frozen=True)
class Source:
    """The files of one fiscal year.

    ``ledger`` holds the rows of that year; ``readings`` are its parts of readings, ``verdicts``
    the folders of its verdicts, ``review`` the folder of what second readings found.
    """

    fiscal_year: int
    ledger: pl.DataFrame
    readings: Sequence[Path]
    verdicts: Sequence[Path]
    review: Path | None

    @classmethod
    def of(
        cls,
        fiscal_year: int,
        ledger: Path,
        parts: Sequence[Path],
        verdicts: Sequence[Path],
        review: Path | None,
    ) -> Source:
        """Find the files; a folder of ``verdicts`` in which nothing is judged counts for nothing."""
        rows = read_ledger(ledger).filter(pl.col("fiscal_year") == fiscal_year)
        judged = [folder for folder in verdicts if (folder / "verdict.parquet").exists()]
        return cls(fiscal_year, rows, parts, judged, review)

    @cached_property
    def candidates(self) -> pl.Series:
        """The ids of the documents that are to be published, if they pass."""
        return self.ledger.filter(pl.col("status") == "candidate")["document_id"]

    @cached_property
    def owners(self) -> pl.DataFrame:
        """The candidates that were read, and the number of their part: the last one counts."""
        schema = {"document_id": pl.String(), "part": pl.Int32()}
        frames = [
            pl.read_parquet(
                part / "document.parquet", columns=["document_id"], hive_partitioning=False
            ).with_columns(pl.lit(number, pl.Int32()).alias("part"))
            for number, part in enumerate(self.readings)
        ]
        read = pl.concat([pl.DataFrame(schema=schema), *frames])
        mine = read.filter(pl.col("document_id").is_in(self.candidates.implode()))
        return mine.group_by("document_id").agg(pl.col("part").max())

    @cached_property
    def judged(self) -> pl.DataFrame:
        """The candidates with a verdict: document_id, kin, made_of, folder (its number)."""
        schema: Schema = dict.fromkeys(("document_id", "kin", "made_of"), pl.String())
        frames = [pl.DataFrame(schema=schema | {"folder": pl.Int32()})]
        for number, folder in enumerate(self.verdicts):
            path = folder / "verdict.parquet"
            known = pl.scan_parquet(path, hive_partitioning=False)
            names = [name for name in schema if name in known.collect_schema()]
            stat = path.stat()
            # Where the verdicts do not tell kin, all documents may be.
            whole = f"{stat.st_size} {stat.st_mtime_ns}"
            frame = shaped(known.select(names).collect(), schema).with_columns(
                pl.col("kin").fill_null(""),
                pl.col("made_of").fill_null(whole),
                pl.lit(number, pl.Int32()).alias("folder"),
            )
            frames.append(frame)
        mine = pl.col("document_id").is_in(self.candidates.implode())
        return pl.concat(frames).filter(mine).unique("document_id", keep="last")

    def builds(self, code: str = "") -> pl.DataFrame:
        """Give document_id, kin, made_of of every row of the ledger; kin lie together.

        ``code`` is the fingerprint of the code that builds. The groups of kin stand in the order
        in which they can be read.
        """
        paths = self.ledger.select(pl.col("path").alias("duplicate_of"), original="document_id")
        rows = self.ledger.select(
            "document_id",
            "duplicate_of",
            pl.struct(pl.exclude(SEEN)).struct.json_encode().alias("entry"),
        ).join(paths, on="duplicate_of", how="left")
        mine = self.judged.join(self.owners, on="document_id", how="left").join(
            _text(self._second()), on="document_id", how="left"
        )
        place = ("folder", "part")
        known = rows.join(mine, on="document_id", how="left").join(
            self.judged.select(original="document_id", of="kin"), on="original", how="left"
        )
        told = ("document_id", "entry", "made_of", "text")
        members = known.select(
            "document_id",
            *place,
            pl.coalesce("kin", "of", "original", "document_id").alias("kin"),
            pl.concat_str(told, separator="\n", ignore_nulls=True).alias("text"),
        ).sort("document_id")
        groups = members.group_by("kin", maintain_order=True).agg(
            pl.col(place).min(), pl.col("text").str.join("\n")
        )
        made_of = pl.Series("made_of", [_digest(code, text) for text in groups["text"]], pl.String)
        told_of = groups.select("kin", *place).with_columns(made_of)
        found = members.select("document_id", "kin").join(told_of, on="kin")
        return found.sort(*place, "kin", "document_id").select("document_id", "kin", "made_of")

    def _second(self) -> list[pl.DataFrame]:
        """Give what second readings found; a year without them has none."""
        second = DISCLOSURES["second_reading"]
        return [self.reviewed("erred", ERRED), self.reviewed("second_reading", second)]

    def reviewed(self, name: str, schema: Schema) -> pl.DataFrame:
        """Read a table of the second readings; a year without them has no rows."""
        path = self.review and self.review / f"{name}.parquet"
        return read_optional(path, schema) if path else pl.DataFrame(schema=schema)


def read_ledger(path: Path) -> pl.DataFrame:
    """Give the ledger in the order of its paths, times as UTC without a zone."""
    frame = pl.read_parquet(path).sort("path")
    if not isinstance(frame.schema["first_seen_at"], pl.Datetime):
        raise StarError(f"{path}: first_seen_at is not a timestamp")
    utc = pl.col("first_seen_at").cast(pl.Datetime("us"))  # a zone is dropped, its instant stays
    return frame.with_columns(utc)


def read_optional(path: Path, schema: Schema) -> pl.DataFrame:
    """Read what not every year has; without a file there are no rows."""
    if not path.exists():
        return pl.DataFrame(schema=schema)
    return shaped(pl.read_parquet(path, hive_partitioning=False), schema)


def shaped(frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """Give the columns of ``schema`` in its order; a column that is missing becomes null."""
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in schema.items()
    )


def unplaced_builds(ledger: pl.DataFrame, code: str = "") -> pl.DataFrame:
    """Give document_id and made_of of the documents that tell no fiscal year."""
    rows = ledger.filter(pl.col("fiscal_year").is_null())
    entries = rows.select(pl.struct(pl.exclude(SEEN)).struct.json_encode()).to_series()
    made_of = pl.Series("made_of", [_digest(code, entry) for entry in entries], pl.String)
    return rows.select("document_id").with_columns(made_of)


def _text(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Give document_id and, as one text, the rows that each of ``frames`` has of it."""
    rows = [
        frame.select("document_id", pl.struct(pl.all()).struct.json_encode().alias("text"))
        for frame in frames
    ]
    ordered = pl.concat([pl.DataFrame(schema=_TEXT), *rows]).sort("document_id", "text")
    return ordered.group_by("document_id").agg(pl.col("text").str.join("\n"))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:32]
