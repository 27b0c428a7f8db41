"""Stars written by hand: random rows of documents, in parts, with what every document is made of."""

from __future__ import annotations

import hashlib
import random
import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.star.schemas import TABLES, Schema
from pipelines.star.writing import partition

YEARS = (2022, 2023)
_WORDS = ("一般公共预算", "published", "收入", "a", "", None)


@dataclass
class Star:
    """A star of documents that differ by a number; a night may change, add and take away some.

    Documents of a year lie in parts; what is changed moves into a new one, as a builder does it.
    """

    folder: Path
    dice: random.Random
    versions: dict[str, tuple[int | None, int]] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    members: int = 3
    _nights: int = 0

    def night(self, *, new: int = 0, changed: int = 0, gone: int = 0, members: int = 0) -> None:
        """Write the star after some documents came, changed and went, and some members came."""
        self._nights += 1
        self.members += members
        known = sorted(self.versions)
        for document in self.dice.sample(known, min(gone, len(known))):
            del self.versions[document], self.parts[document]
        known = sorted(self.versions)
        moved = self.dice.sample(known, min(changed, len(known)))
        moved += [f"{self._nights:04}{number:012}" for number in range(new)]
        for document in moved:
            year = self.dice.choice((*YEARS, *YEARS, None))
            self.versions[document] = (year, self._nights)
            number = self.dice.randrange(2)
            self.parts[document] = f"part-{self._nights:04}{number}" if year else "part"
        self.write()

    def write(self) -> None:
        """Write every table anew, in Parquet files as ``parts`` says."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for name, schema in TABLES.items():
            frames: dict[tuple[int | None, str], list[dict[str, Any]]] = {(None, "part"): []}
            if "document_id" in schema:
                for document, (year, _) in self.versions.items():
                    rows = self._rows(name, schema, document)
                    frames.setdefault((year, self.parts[document]), []).extend(rows)
            else:
                for year in YEARS:
                    frames[year, "part"] = self._members(name, schema, year)
            for (year, part), rows in frames.items():
                place = partition(self.folder, name, year)
                place.mkdir(parents=True, exist_ok=True)
                frame = pl.DataFrame(rows, schema=schema, orient="row")
                frame.write_parquet(place / f"{part}.parquet")

    def _rows(self, name: str, schema: Schema, document: str) -> list[dict[str, Any]]:
        year, version = self.versions[document]
        own = {"document_id": document, "fiscal_year": year}
        if name == "document_build":
            return [own | {"made_of": hashlib.sha256(f"{document}{version}".encode()).hexdigest()}]
        dice = random.Random(f"{name} {document} {version}")
        number = 1 if name in ("disclosure", "dim_disclosure") else dice.randrange(4)
        if year is None and name != "disclosure":
            return []
        return [_row(schema, dice, row) | own for row in range(number)]

    def _members(self, name: str, schema: Schema, year: int) -> list[dict[str, Any]]:
        dice = random.Random(f"{name} {year}")
        number = 1 if name == "dim_fiscal_year" else self.members
        return [_row(schema, dice, row) | {"fiscal_year": year} for row in range(number)]


def _row(schema: Schema, dice: random.Random, number: int) -> dict[str, Any]:
    """Give a row; texts that may be part of a key tell its number."""
    return {name: _value(name, kind, dice, number) for name, kind in schema.items()}


def _value(name: str, kind: object, dice: random.Random, number: int) -> Any:
    if isinstance(kind, pl.String):
        return f"{name} {number}" if name not in _FREE else dice.choice(_WORDS)
    if isinstance(kind, pl.Decimal):
        return Decimal(dice.randrange(10_000)) / 100
    if isinstance(kind, pl.List):
        return [_value(name, kind.inner, dice, number) for _ in range(dice.randrange(3))]
    if isinstance(kind, pl.Struct):
        return {f.name: _value(f.name, f.dtype, dice, number) for f in kind.fields}
    if isinstance(kind, (pl.Datetime, pl.Date)):
        moment = datetime(2024, 9, 1) + timedelta(days=dice.randrange(9))
        return moment if isinstance(kind, pl.Datetime) else moment.date()
    if isinstance(kind, pl.Boolean):
        return dice.random() < 0.5
    return number if isinstance(kind, pl.Int32) else dice.random()


_FREE = {"reason", "note", "sentence", "printed", "finding_zh", "finding_en", "deviation"}
