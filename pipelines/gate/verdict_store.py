"""The store of verdicts: parts, each what one judgement said of whole groups of kin.

Every document that was judged lies in exactly one part, as settled by :meth:`VerdictStore.settle`.
A part whose validation was not clean can be read as any other, but tells of none of its documents
what its verdict is made of: they count as not judged, and are judged again.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from pipelines.part_folder import PartFolder

CATALOGUE = "identity"
"""The table that tells of identities and not of documents."""

_VERDICT = "verdict.parquet"
_UNCLEAN = ""
_MADE_OF = pl.col("made_of").fill_null(_UNCLEAN)

Entry = tuple[str, str]
"""A document and what its verdict is made of."""


@dataclass(frozen=True)
class VerdictStore:
    """The parts of verdicts under ``root``, by fiscal year."""

    root: Path

    def parts(self, fiscal_year: int | None = None) -> list[Path]:
        """Give the parts of one year, or of all, in the order of their names."""
        return self._folder.parts(fiscal_year)

    def known(self, fiscal_year: int) -> pl.DataFrame:
        """Give ``document_id, made_of`` of what was judged, twice where a crash left it twice."""
        columns = {"document_id": pl.String(), "made_of": pl.String()}
        parts = self.parts(fiscal_year)
        frames = [_read(part / _VERDICT, list(columns)).drop_nulls() for part in parts]
        return pl.concat([pl.DataFrame(schema=columns), *frames])

    @contextmanager
    def writing(self, fiscal_year: int) -> Iterator[Path]:
        """Give a folder to judge into; nothing is left of it unless :meth:`place` is called."""
        with self._folder.writing(fiscal_year) as aside:
            yield aside

    def place(self, aside: Path, *, clean: bool = True) -> Path:
        """Put what was judged into ``aside`` in place as a part, and give it."""
        if not clean:
            path = aside / _VERDICT
            unknown = pl.lit(None, pl.String()).alias("made_of")
            _read(path).with_columns(unknown).write_parquet(path)
        told = "\n".join(f"{document} {made}" for document, made in sorted(_entries(aside)))
        return self._folder.place(aside, f"part-{hashlib.sha256(told.encode()).hexdigest()[:16]}")

    def settle(
        self, fiscal_year: int, made_of: Mapping[str, str], judged: Sequence[Path] = ()
    ) -> None:
        """Keep of each document the verdict ``made_of`` what is told, and what was ``judged`` now.

        Everything else goes, and what a crash left half written.
        """
        self._folder.sweep(fiscal_year)
        for stray in self._folder.of(fiscal_year).glob("*.parquet"):
            stray.unlink()
        now = {document: made for part in judged for document, made in _entries(part)}
        others = [part for part in self.parts(fiscal_year) if part not in set(judged)]
        self._folder.settle(
            [*judged, *others],
            {*made_of.items()} - {(name, made_of.get(name, "")) for name in now} | {*now.items()},
            _entries,
            partial(self._reduce, fiscal_year),
        )

    def remove(self, fiscal_year: int) -> None:
        """Remove all verdicts of a year."""
        shutil.rmtree(self._folder.of(fiscal_year), ignore_errors=True)

    @property
    def _folder(self) -> PartFolder:
        return PartFolder(self.root)

    def _reduce(self, fiscal_year: int, part: Path, entries: set[Entry]) -> None:
        """Write ``entries`` of a part as a part of their own."""
        mine = pl.col("document_id").is_in(sorted(document for document, _ in entries))
        with self.writing(fiscal_year) as aside:
            for path in part.glob("*.parquet"):
                frame = _read(path)
                kept = frame if path.stem == CATALOGUE else frame.filter(mine)
                kept.write_parquet(aside / path.name)
            self.place(aside)


def read_verdicts(parts: Sequence[Path], name: str, columns: Sequence[str] = ()) -> pl.DataFrame:
    """Give the rows of one table of all ``parts``, or ``columns`` of it; no columns without parts."""
    frames = [_read(part / f"{name}.parquet", columns) for part in parts]
    return pl.concat(frames) if frames else pl.DataFrame()


def _entries(part: Path) -> set[Entry]:
    return set(_read(part / _VERDICT).select("document_id", _MADE_OF).iter_rows())


def _read(path: Path, columns: Sequence[str] = ()) -> pl.DataFrame:
    return pl.read_parquet(path, columns=list(columns) or None, hive_partitioning=False)
