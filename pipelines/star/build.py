"""The door of the room: one fiscal year from readings and verdicts to Parquet, part by part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.star import disclosures
from pipelines.star.dimensions import dimensions
from pipelines.star.inputs import read
from pipelines.star.parts import Parts
from pipelines.star.plan import NewPart, planned
from pipelines.star.schemas import TABLES
from pipelines.star.source import Source, read_ledger, unplaced_builds
from pipelines.star.summaries import ROWS, STATUS, UNDECIDED_ROWS, counted, unpacked
from pipelines.star.tables import Tables, tables
from pipelines.star.writing import write

BATCH = 500
"""Documents to a part, at most."""


@dataclass(frozen=True)
class StarReport:
    """What a year holds now: rows a table, documents a status, and amounts no fund is told of.

    ``built`` counts the documents that were built for it, ``gone`` names the parts whose place
    others take.
    """

    fiscal_year: int | None
    rows: dict[str, int]
    statuses: dict[str, int]
    undecided: int
    built: int = 0
    gone: tuple[str, ...] = ()


def build(
    fiscal_year: int,
    *,
    ledger: Path,
    parts: Sequence[Path],
    verdicts: Sequence[Path],
    review: Path | None = None,
    out: Path,
    star: Path | None = None,
    distrusted: Collection[str] = (),
    code: str = "",
    batch: int = BATCH,
) -> StarReport:
    """Write under ``out`` what one fiscal year of ``star`` lacks; all of it where there is none.

    ``ledger`` is the Parquet file of the ledger, ``parts`` the part folders of the year, and
    ``verdicts`` the parts of its verdicts, folders as the gate writes them; ``review`` is the
    folder of its second readings. Documents of ``star`` whose inputs, with ``code``, are what they
    were made of are not built again; its ``distrusted`` parts do not count. The same input gives
    the same rows, in the same order within a document.
    :func:`~pipelines.star.writing.put` makes ``out`` the year.

    Raises :class:`StarError` where a document was read but not judged.
    """
    source = Source.of(fiscal_year, ledger, parts, verdicts, review)
    builds = source.builds(code)
    held, new = Parts(star or out, fiscal_year, distrusted), Parts(out, fiscal_year)
    plan = planned(builds, held.builds() if star else {}, batch)
    names = [new.write(_pieces(part, source, builds, held)) for part in plan.new]
    summary = unpacked([*held.summaries(plan.stay), *new.summaries(names)])
    of_year = dimensions(summary, source.verdicts, fiscal_year)
    write(out, fiscal_year, of_year)
    rows = counted(summary, ROWS) | {name: frame.height for name, frame in of_year.items()}
    return StarReport(
        fiscal_year,
        rows={name: rows.get(name, 0) for name in TABLES},
        statuses=counted(summary, STATUS),
        undecided=sum(counted(summary, UNDECIDED_ROWS).values()),
        built=sum(len(part.built) for part in plan.new),
        gone=tuple(sorted({*plan.gone, *(held.torn if star else ())})),
    )


def build_unplaced(*, ledger: Path, out: Path, code: str = "") -> StarReport:
    """Build the part of the documents that tell no fiscal year: rejected ones, never amounts.

    Every other table gets a part without rows, so that a star without any year can be loaded.
    """
    entries = read_ledger(ledger)
    found = {name: pl.DataFrame(schema=schema) for name, schema in TABLES.items()}
    found["disclosure"] = disclosures.unplaced(entries)
    none = pl.lit(None, pl.Int32()).alias("fiscal_year")
    builds = unplaced_builds(entries, code).with_columns(none).sort("document_id")
    found["document_build"] = builds.select(list(TABLES["document_build"]))
    write(out, None, found)
    return StarReport(
        None,
        rows={name: frame.height for name, frame in found.items()},
        statuses=dict(Counter(sorted(found["disclosure"]["status"]))),
        undecided=0,
        built=builds.height,
    )


def _pieces(part: NewPart, source: Source, builds: pl.DataFrame, held: Parts) -> Iterator[Tables]:
    if len(part.built):
        mine = builds.filter(pl.col("document_id").is_in(part.built.implode()))
        yield tables(read(source, part.built), mine.select("document_id", "made_of"))
    yield from held.taken(part.kept)
