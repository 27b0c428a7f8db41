"""The parts of a year as they lie in the star: what they hold, and parts made of others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import polars as pl

from pipelines.star.plan import Kept
from pipelines.star.schemas import OF_DOCUMENTS
from pipelines.star.summaries import SUMMARY, packed, summarised
from pipelines.star.tables import Tables, in_order
from pipelines.star.writing import partition, write


@dataclass(frozen=True)
class Parts:
    """The parts of ``fiscal_year`` under ``star``, without those that are ``distrusted``."""

    star: Path
    fiscal_year: int
    distrusted: Collection[str] = ()

    @cached_property
    def whole(self) -> list[str]:
        """The names of the parts that are there with a summary and a file of every table."""
        names = set.intersection(*self._names.values())
        return sorted(names - set(self.distrusted))

    @property
    def torn(self) -> set[str]:
        """The names of what is there of other parts."""
        return set.union(*self._names.values()) - set(self.whole)

    def builds(self) -> dict[str, pl.DataFrame]:
        """Give document_id and made_of of every document, by part."""
        return {name: self._table("document_build", name) for name in self.whole}

    def summaries(self, names: Iterable[str]) -> Iterator[pl.DataFrame]:
        """Give the packed summaries of some parts."""
        for name in names:
            yield self._table(SUMMARY, name)

    def taken(self, kept: Kept) -> Iterator[Tables]:
        """Give the tables of the documents that are kept, part by part."""
        for name, documents in kept.items():
            mine = pl.col("document_id").is_in(documents.implode())
            yield {
                table: pl.scan_parquet(self._file(table, name), hive_partitioning=False)
                .filter(mine)
                .collect()
                for table in OF_DOCUMENTS
            }

    def write(self, pieces: Iterable[Tables]) -> str:
        """Write one part of the rows of ``pieces``, and give its name.

        The name follows from the documents and what they are made of.
        """
        found = _joined(list(pieces))
        made_of = found["document_build"].select("document_id", "made_of").iter_rows()
        digest = sha256("\n".join(" ".join(row) for row in made_of).encode()).hexdigest()[:16]
        name = f"part-{digest}"
        summary = {SUMMARY: packed(summarised(found))}
        write(self.star, self.fiscal_year, found | summary, name)
        return name

    @cached_property
    def _names(self) -> dict[str, set[str]]:
        folders = {t: partition(self.star, t, self.fiscal_year) for t in (SUMMARY, *OF_DOCUMENTS)}
        return {t: {file.stem for file in f.glob("*.parquet")} for t, f in folders.items()}

    def _file(self, table: str, name: str) -> Path:
        return partition(self.star, table, self.fiscal_year) / f"{name}.parquet"

    def _table(self, table: str, name: str) -> pl.DataFrame:
        return pl.read_parquet(self._file(table, name), hive_partitioning=False)


def _joined(pieces: list[Tables]) -> Tables:
    if len(pieces) == 1:
        return pieces[0]
    return {
        name: in_order(name, pl.concat([piece[name] for piece in pieces])) for name in OF_DOCUMENTS
    }
