"""The store of readings: parts, each a folder of Parquet tables that holds many documents.

A part is written to a folder of its own and renamed into place, so it is there whole or not at
all, and it never changes afterwards. Its name tells the version of the reading code, so another
version finds nothing and reads again. What no reader may see twice is settled by
:meth:`PartStore.settle`: after it every document to be kept lies in exactly one part.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from pipelines.part_folder import PartFolder
from pipelines.statements.tables import TABLES, Columns, by_column, framed

_AMOUNT, _DOCUMENT = "amount", "document"
_TOGETHER = 16
"""Documents that are framed at once: more of them only take more memory."""

Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class PartStore:
    """The parts under ``root`` as the reading code of version ``extractor`` sees them."""

    root: Path
    extractor: str

    def parts(self, fiscal_year: int | None = None) -> list[Path]:
        """Give the parts of one year, or of all, in the order of their names."""
        return self._folder.parts(fiscal_year, f"part-{self.extractor}-")

    def documents(self, fiscal_year: int | None = None) -> pl.DataFrame:
        """Give the ``document`` rows of one year, or of all."""
        return _concat(_DOCUMENT, [_table(part, _DOCUMENT) for part in self.parts(fiscal_year)])

    def write(self, fiscal_year: int, tables: Tables) -> Path | None:
        """Write one part of ``tables``; nothing at all where they hold no document.

        The name follows from the documents, so the same part written twice is one part.
        """
        documents = sorted(tables[_DOCUMENT]["document_id"])
        if not documents:
            return None
        digest = hashlib.sha256("\n".join(documents).encode()).hexdigest()[:16]
        with self._folder.writing(fiscal_year) as aside:
            for name, schema in TABLES.items():
                tables[name].select(list(schema)).write_parquet(aside / f"{name}.parquet")
            return self._folder.place(aside, f"part-{self.extractor}-{digest}")

    def settle(
        self, keep: Mapping[int, Collection[str]], years: Collection[int] | None = None
    ) -> None:
        """Keep of each of ``years``, of all where none are told, the documents named, each once.

        Also removes what a crash left half written. Parts of other reading code stay until
        :meth:`retire`, in case this run does not get to its end. Years that are not told are
        not touched: another process may be at work there.
        """
        for fiscal_year in self._chosen(years):
            self._folder.sweep(fiscal_year)
            self._folder.settle(
                self.parts(fiscal_year),
                keep.get(fiscal_year, ()),
                lambda part: set(_table(part, _DOCUMENT)["document_id"]),
                partial(self._reduce, fiscal_year),
            )

    def retire(self, years: Collection[int] | None = None) -> None:
        """Remove the parts that other reading code wrote for ``years``, or for all."""
        for fiscal_year in self._chosen(years):
            mine = self.parts(fiscal_year)
            for part in set(self._folder.parts(fiscal_year)) - set(mine):
                self._folder.discard(part)

    @property
    def _folder(self) -> PartFolder:
        return PartFolder(self.root)

    def _chosen(self, years: Collection[int] | None) -> list[int]:
        return self._folder.years() if years is None else sorted(set(years))

    def _reduce(self, fiscal_year: int, part: Path, documents: set[str]) -> None:
        mine = pl.col("document_id").is_in(sorted(documents))
        self.write(fiscal_year, {n: _table(part, n).filter(mine) for n in TABLES})


def packed(
    rows: Mapping[str, list[dict[str, object]]], amounts: Sequence[Columns] = ()
) -> dict[str, bytes]:
    """Give what is read of one document as it travels: a pickle for every table that has rows.

    Plain columns are far lighter than a frame a table, and one frame of many documents is made
    faster than many. Of amounts, which are most of it, no rows are made.
    """
    tables = {name: [by_column(name, rows[name])] for name in TABLES if rows.get(name)}
    if amounts:
        tables[_AMOUNT] = list(amounts)
    return {name: pickle.dumps(pieces) for name, pieces in tables.items()}


def unpacked(documents: Collection[Mapping[str, bytes]]) -> dict[str, pl.DataFrame]:
    """Give the tables of many packed documents; an error where a value does not fit its column."""
    return {name: _unpacked(name, [d[name] for d in documents if name in d]) for name in TABLES}


def _unpacked(name: str, packs: Sequence[bytes]) -> pl.DataFrame:
    """Frame some documents at a time: all at once, their values would fill the memory."""
    frames = [framed(name, ())]
    for first in range(0, len(packs), _TOGETHER):
        few = packs[first : first + _TOGETHER]
        frames.append(framed(name, (piece for pack in few for piece in pickle.loads(pack))))
    return pl.concat(frames)


def _table(part: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(part / f"{name}.parquet", hive_partitioning=False)


def _concat(name: str, frames: Collection[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=TABLES[name]), *frames])
