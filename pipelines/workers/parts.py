"""The store of readings: parts, each a folder of Parquet tables that holds many documents.

A part is written to a folder of its own and renamed into place, so it is there whole or not at
all, and it never changes afterwards. Its name tells the version of the reading code, so another
version finds nothing and reads again. What no reader may see twice is settled by
:meth:`PartStore.settle`: after it every document to be kept lies in exactly one part.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import polars as pl

from pipelines.statements.tables import TABLES

_DOCUMENT = "document"
_PARTIAL = ".partial-"
Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class PartStore:
    """The parts under ``root`` as the reading code of version ``extractor`` sees them."""

    root: Path
    extractor: str

    def parts(self, fiscal_year: int | None = None) -> list[Path]:
        """Give the parts of one year, or of all, in the order of their names."""
        year = "*" if fiscal_year is None else str(fiscal_year)
        return sorted(self.root.glob(f"fiscal_year={year}/part-{self.extractor}-*"))

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
        part = self._folder(fiscal_year) / f"part-{self.extractor}-{digest}"
        part.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=part.parent))
        for name, schema in TABLES.items():
            tables[name].select(list(schema)).write_parquet(partial / f"{name}.parquet")
        self._discard(part)
        os.rename(partial, part)
        return part

    def settle(
        self, keep: Mapping[int, Collection[str]], years: Collection[int] | None = None
    ) -> None:
        """Keep of each of ``years``, of all where none are told, the documents named, each once.

        Also removes what a crash left half written. Parts of other reading code stay until
        :meth:`retire`, in case this run does not get to its end. Years that are not told are
        not touched: another process may be at work there.
        """
        for fiscal_year in sorted(self._years() if years is None else set(years)):
            for partial in self._folder(fiscal_year).glob(f"{_PARTIAL}*"):
                shutil.rmtree(partial, ignore_errors=True)
            self._settle(fiscal_year, set(keep.get(fiscal_year, ())))

    def retire(self, years: Collection[int] | None = None) -> None:
        """Remove the parts that other reading code wrote for ``years``, or for all."""
        for fiscal_year in sorted(self._years() if years is None else set(years)):
            written = self._folder(fiscal_year).glob("part-*")
            for part in set(written) - set(self.parts(fiscal_year)):
                self._discard(part)

    def _folder(self, fiscal_year: int) -> Path:
        return self.root / f"fiscal_year={fiscal_year}"

    def _years(self) -> Iterator[int]:
        for folder in sorted(self.root.glob("fiscal_year=*")):
            yield int(folder.name.partition("=")[2])

    def _settle(self, fiscal_year: int, wanted: set[str]) -> None:
        """Leave parts alone that hold nothing but ``wanted`` documents, and reduce the others."""
        mixed: list[tuple[Path, set[str]]] = []
        for part in self.parts(fiscal_year):
            held = set(_table(part, _DOCUMENT)["document_id"])
            if held <= wanted:
                wanted -= held
            else:
                mixed.append((part, held))
        for part, held in mixed:
            if left := held & wanted:
                mine = pl.col("document_id").is_in(sorted(left))
                self.write(fiscal_year, {n: _table(part, n).filter(mine) for n in TABLES})
                wanted -= left
            self._discard(part)

    def _discard(self, part: Path) -> None:
        """Remove a part in one step: no reader finds half of it."""
        if part.exists():
            partial = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=part.parent))
            os.rename(part, partial / part.name)
            shutil.rmtree(partial)


def packed(rows: Mapping[str, pl.DataFrame | list[dict[str, object]]]) -> dict[str, bytes]:
    """Give every table that has any rows as an Arrow IPC stream.

    It costs the parent next to nothing to read; the file format costs twenty times as much.
    """
    return {
        name: _streamed(_framed(name, rows[name])) for name in TABLES if len(rows.get(name, ()))
    }


def _framed(name: str, rows: pl.DataFrame | list[dict[str, object]]) -> pl.DataFrame:
    if isinstance(rows, pl.DataFrame):
        return rows
    return pl.DataFrame(rows, schema=TABLES[name], orient="row")


def unpacked(documents: Collection[Mapping[str, bytes]]) -> dict[str, pl.DataFrame]:
    """Give the tables of many packed documents."""
    return {
        name: _concat(name, [pl.read_ipc_stream(d[name]) for d in documents if name in d])
        for name in TABLES
    }


def _streamed(frame: pl.DataFrame) -> bytes:
    stream = BytesIO()
    frame.write_ipc_stream(stream)
    return stream.getvalue()


def _table(part: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(part / f"{name}.parquet", hive_partitioning=False)


def _concat(name: str, frames: Collection[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=TABLES[name]), *frames])
