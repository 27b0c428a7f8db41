"""Part folders: what is kept of many documents at once, there whole or not at all.

A part is a folder of Parquet tables under ``fiscal_year=<year>/``. It is written aside and renamed
into place, and never changes afterwards: what is to go is left out of a new part that takes its
place. What the tables hold is the business of the stores that use this.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import polars as pl

PARTIAL = ".partial-"
"""How the folders begin that a part is written to, and removed from."""

Entry = TypeVar("Entry", bound=Hashable)


@dataclass(frozen=True)
class PartFolder:
    """The parts under ``root``, by fiscal year."""

    root: Path

    def of(self, fiscal_year: int) -> Path:
        """Give the folder of one year."""
        return self.root / f"fiscal_year={fiscal_year}"

    def years(self) -> list[int]:
        """Give the years that have a folder."""
        return sorted(int(f.name.partition("=")[2]) for f in self.root.glob("fiscal_year=*"))

    def parts(self, fiscal_year: int | None = None, prefix: str = "part-") -> list[Path]:
        """Give the parts of one year, or of all, in the order of their names."""
        year = "*" if fiscal_year is None else str(fiscal_year)
        return sorted(self.root.glob(f"fiscal_year={year}/{prefix}*"))

    @contextmanager
    def writing(self, fiscal_year: int) -> Iterator[Path]:
        """Give a folder to write a part into; it is removed unless :meth:`place` put it in place."""
        self.of(fiscal_year).mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=PARTIAL, dir=self.of(fiscal_year)))
        try:
            yield partial
        finally:
            shutil.rmtree(partial, ignore_errors=True)

    def place(self, partial: Path, name: str) -> Path:
        """Put what was written into ``partial`` in place under ``name``, and give it."""
        part = partial.with_name(name)
        self.discard(part)
        os.rename(partial, part)
        return part

    def discard(self, part: Path) -> None:
        """Remove a part in one step: no reader finds half of it."""
        if part.exists():
            partial = Path(tempfile.mkdtemp(prefix=PARTIAL, dir=part.parent))
            os.rename(part, partial / part.name)
            shutil.rmtree(partial)

    def sweep(self, fiscal_year: int) -> None:
        """Remove what a crash left half written, or half removed."""
        for partial in self.of(fiscal_year).glob(f"{PARTIAL}*"):
            shutil.rmtree(partial, ignore_errors=True)

    def settle(
        self,
        parts: Iterable[Path],
        wanted: Iterable[Entry],
        held: Callable[[Path], set[Entry]],
        reduce: Callable[[Path, set[Entry]], object],
    ) -> None:
        """Keep of ``parts`` the entries ``wanted``, each once, the first part that holds it first.

        Parts that hold nothing else stay; ``reduce`` writes what is left of the others as parts
        of their own. After a crash in between an entry may lie twice: until settled again.
        """
        missing, mixed = set(wanted), list[tuple[Path, set[Entry]]]()
        for part in parts:
            entries = held(part)
            if entries and entries <= missing:
                missing -= entries
            else:
                mixed.append((part, entries))
        for part, entries in mixed:
            if left := entries & missing:
                reduce(part, left)
                missing -= left
            self.discard(part)


def holding(
    parts: Iterable[Path], documents: Collection[str], table: str = "document"
) -> dict[Path, set[str]]:
    """Give all documents of each of ``parts`` that holds any of ``documents``.

    ``table`` is the one that has a row a document.
    """
    wanted, found = set(documents), dict[Path, set[str]]()
    for part in parts:
        path, columns = part / f"{table}.parquet", ["document_id"]
        held = set(pl.read_parquet(path, columns=columns, hive_partitioning=False)["document_id"])
        if not wanted.isdisjoint(held):
            found[part] = held
    return found
