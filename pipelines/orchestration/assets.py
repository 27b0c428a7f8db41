"""Assets: the six things the rooms make; each function is a thin call into one room.

``ledger`` and ``warehouse`` are whole, the four between them are partitioned by fiscal year. A
run may cover any range of years: only those that hold documents, or held some, are worked on.
"""

import time
from collections.abc import Iterator
from dataclasses import asdict

import dagster as dg
import polars as pl
from dagster import AssetExecutionContext

from pipelines.orchestration.building import Builder
from pipelines.orchestration.checks import (
    DOCUMENT_DOOR,
    QUARANTINED_DOCUMENTS,
    document_door,
    quarantined_documents,
)
from pipelines.orchestration.judging import Judge
from pipelines.orchestration.partitions import EVERY_MORNING, FISCAL_YEARS, ONE_RUN, years_of
from pipelines.orchestration.publishing import Publisher
from pipelines.orchestration.resources import Site
from pipelines.orchestration.reviewing import Reviewer
from pipelines.orchestration.rooms import Rooms
from pipelines.orchestration.stock import take_stock, years_present
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


@dg.asset(
    partitions_def=FISCAL_YEARS,
    backfill_policy=ONE_RUN,
    deps=[ledger],
)
def readings(
    context: AssetExecutionContext,
    site: Site,
    rooms: RoomsParam,
    progress: dg.ResourceParam[Progress],
) -> dg.MaterializeResult[None]:
    """What stands in each document: amounts, statements and problems, read once a content."""
    start, settings = time.perf_counter(), site.settings
    if not settings.ledger.exists():  # years were launched by hand before any run of the job
        take_stock(settings, rooms)
    taken = rooms.take_in(
        pl.read_parquet(settings.ledger),
        years_of(context),
        raw=settings.raw,
        store=PartStore(settings.readings, rooms.extractor()),
        workers=settings.workers,
        limits=site.limits,
        batch=settings.batch,
        retry=settings.retry,
        progress=progress,
        cluster=settings.cluster,
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
    start = time.perf_counter()
    judge = Judge(site.settings, rooms)
    judged = {year: found for year in years_of(context) if (found := judge.judge(year))}
    for year, judged_now in judged.items():
        context.add_asset_metadata(judged_now.metadata, partition_key=str(year))
    yield dg.MaterializeResult(metadata=_seconds(start))
    judgements = {year: judged_now.judgement for year, judged_now in judged.items()}
    yield document_door(judgements, site.settings)
    yield quarantined_documents(judgements)


@dg.asset(
    partitions_def=FISCAL_YEARS,
    backfill_policy=ONE_RUN,
    deps=[verdicts],
)
def second_readings(
    context: AssetExecutionContext, site: Site, rooms: RoomsParam
) -> dg.MaterializeResult[None]:
    """What is quarantined, read again by other means: did the publisher or the reader err?"""
    start, reviewer = time.perf_counter(), Reviewer(site.settings, rooms)
    for year, intake in reviewer.read(years_of(context), site.limits).items():
        metadata = {**asdict(intake), **reviewer.review(year)}
        context.add_asset_metadata(metadata, partition_key=str(year))
    return dg.MaterializeResult(metadata=_seconds(start))


@dg.asset(
    partitions_def=FISCAL_YEARS,
    backfill_policy=ONE_RUN,
    deps=[second_readings],
)
def star(
    context: AssetExecutionContext, site: Site, rooms: RoomsParam
) -> dg.MaterializeResult[None]:
    """Dimensions and leaf-only facts of the accepted documents, as Parquet."""
    start, settings = time.perf_counter(), site.settings
    builder = Builder(settings, rooms)
    builder.build(None)
    for year in sorted(set(years_present(settings)).intersection(years_of(context))):
        context.add_asset_metadata(builder.build(year), partition_key=str(year))
    return dg.MaterializeResult(metadata=_seconds(start))


@dg.asset(deps=[star], freshness_policy=EVERY_MORNING)
def warehouse(site: Site, rooms: RoomsParam) -> dg.MaterializeResult[None]:
    """The DuckDB file that analysts open, put in place in one step."""
    start = time.perf_counter()
    return dg.MaterializeResult(
        metadata=Publisher(site.settings, rooms).publish() | _seconds(start)
    )


def _seconds(start: float) -> dict[str, float]:
    return {"seconds": round(time.perf_counter() - start, 2)}


ASSETS = [ledger, readings, verdicts, second_readings, star, warehouse]
