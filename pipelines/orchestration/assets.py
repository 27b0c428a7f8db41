"""Assets: the five things the rooms make; each function is a thin call into one room.

``ledger`` and ``warehouse`` are whole, the three between them are partitioned by fiscal year. A
run may cover any range of years: only those that hold documents, or held some, are worked on.
"""

import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import dagster as dg
import polars as pl
from dagster import AssetExecutionContext

from pipelines.gate import Judgement
from pipelines.orchestration.checks import (
    DOCUMENT_DOOR,
    QUARANTINED_DOCUMENTS,
    document_door,
    quarantined_documents,
)
from pipelines.orchestration.partitions import FISCAL_YEARS, ONE_RUN, years_of
from pipelines.orchestration.resources import Site
from pipelines.orchestration.rooms import Rooms
from pipelines.orchestration.stock import take_stock, years_present
from pipelines.settings import Settings
from pipelines.workers.intake import Progress
from pipelines.workers.parts import PartStore

RoomsParam = dg.ResourceParam[Rooms]


@dg.asset
def ledger(site: Site, rooms: RoomsParam) -> dg.MaterializeResult[None]:
    """Which documents lie in raw: a row a path, new ones told from known ones by content."""
    start = time.perf_counter()
    frame = take_stock(site.settings, rooms)
    statuses = dict(frame.group_by("status").len().sort("status").iter_rows())
    return dg.MaterializeResult(metadata={"paths": frame.height, **statuses, **_seconds(start)})


@dg.asset(partitions_def=FISCAL_YEARS, backfill_policy=ONE_RUN, deps=[ledger])
def readings(
    context: AssetExecutionContext,
    site: Site,
    rooms: RoomsParam,
    progress: dg.ResourceParam[Progress],
) -> dg.MaterializeResult[None]:
    """What stands in each document: amounts, statements and problems, read once a content."""
    start, settings = time.perf_counter(), site.settings
    taken = rooms.take_in(
        pl.read_parquet(settings.ledger),
        years_of(context),
        raw=settings.raw,
        store=_store(settings, rooms),
        workers=settings.workers,
        limits=site.limits,
        batch=settings.batch,
        retry=settings.retry,
        progress=progress,
    )
    for year, intake in taken.items():
        context.add_asset_metadata(asdict(intake), partition_key=str(year))
    return dg.MaterializeResult(metadata=_seconds(start))


@dg.asset(
    partitions_def=FISCAL_YEARS,
    backfill_policy=ONE_RUN,
    deps=[readings],
    check_specs=[DOCUMENT_DOOR, QUARANTINED_DOCUMENTS],
)
def verdicts(
    context: AssetExecutionContext, site: Site, rooms: RoomsParam
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """What the identities say of each document: accepted, or quarantined with the reason."""
    start, judged = time.perf_counter(), dict[int, Judgement]()
    for year in years_of(context):
        out = site.settings.verdicts / f"fiscal_year={year}"
        store = _store(site.settings, rooms)
        if parts := store.parts(year):
            judged[year] = _judged(parts, store.parts(year - 1), out, site.settings, rooms)
            context.add_asset_metadata(judged[year].counts, partition_key=str(year))
        else:
            shutil.rmtree(out, ignore_errors=True)
    yield dg.MaterializeResult(metadata=_seconds(start))
    yield document_door(judged)
    yield quarantined_documents(judged)


@dg.asset(partitions_def=FISCAL_YEARS, backfill_policy=ONE_RUN, deps=[verdicts])
def star(
    context: AssetExecutionContext, site: Site, rooms: RoomsParam
) -> dg.MaterializeResult[None]:
    """Dimensions and leaf-only facts of the accepted documents, as Parquet."""
    start, settings = time.perf_counter(), site.settings
    rooms.build_unplaced(ledger=settings.ledger, out=settings.star)
    for year in sorted(set(years_present(settings)).intersection(years_of(context))):
        report = rooms.build(
            year,
            ledger=settings.ledger,
            parts=_store(settings, rooms).parts(year),
            verdict=settings.verdicts / f"fiscal_year={year}",
            out=settings.star,
        )
        metadata = report.rows | report.statuses | {"undecided": report.undecided}
        context.add_asset_metadata(metadata, partition_key=str(year))
    return dg.MaterializeResult(metadata=_seconds(start))


@dg.asset(deps=[star])
def warehouse(site: Site, rooms: RoomsParam) -> dg.MaterializeResult[None]:
    """The DuckDB file that analysts open, put in place in one step."""
    start, settings = time.perf_counter(), site.settings
    publication = rooms.publish(settings.star, sql=settings.sql, target=settings.database)
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(str(settings.database)),
            "bytes": publication.bytes,
            "changed": publication.changed,
            "rows": publication.tables,
            "hashes": publication.hashes,
            **_seconds(start),
        }
    )


def _judged(
    parts: list[Path], previous: list[Path], out: Path, settings: Settings, rooms: Rooms
) -> Judgement:
    return rooms.judge(
        parts,
        out,
        expectations=settings.expectations,
        waivers=settings.expectations / "waivers.yml",
        today=settings.today or date.today(),
        previous=previous,
        hold_share=settings.hold_share,
        hold_minimum=settings.hold_minimum,
    )


def _store(settings: Settings, rooms: Rooms) -> PartStore:
    return PartStore(settings.readings, rooms.extractor())


def _seconds(start: float) -> dict[str, float]:
    return {"seconds": round(time.perf_counter() - start, 2)}


ASSETS = [ledger, readings, verdicts, star, warehouse]
