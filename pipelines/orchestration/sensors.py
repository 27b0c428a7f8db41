"""Sensors: the job starts when documents have landed, and runs of the daemon leave a summary."""

from __future__ import annotations

import hashlib
import time

import dagster as dg
import polars as pl

from pipelines.landing import unseen
from pipelines.orchestration.jobs import FINAL_ACCOUNTS
from pipelines.orchestration.night import summarise
from pipelines.orchestration.partitions import years_tags
from pipelines.orchestration.report import RunReport
from pipelines.orchestration.resources import Site

SETTLED_SECONDS = 30
"""A file that changed more recently may still be arriving."""

_LAUNCHED = ("dagster/schedule_name", "dagster/sensor_name")


@dg.sensor(job=FINAL_ACCOUNTS, minimum_interval_seconds=60)
def landed(site: Site) -> dg.SensorResult | dg.SkipReason:
    """Ask for a run over all years as soon as raw holds files that the ledger does not tell.

    The key of the run follows from their names, sizes, times and tags, so that the same files ask once.
    """
    settings = site.settings
    known = pl.read_parquet(settings.ledger) if settings.ledger.exists() else None
    found = unseen(settings.raw, known)
    if not found:
        return dg.SkipReason(f"nothing new in {settings.raw}")
    youngest = max(entry.modified_ns or 0 for entry in found) / 1e9
    if 0 <= time.time() - youngest < SETTLED_SECONDS:
        return dg.SkipReason(f"{len(found)} new files, some of which may still be arriving")
    key = hashlib.sha256(repr(found).encode()).hexdigest()
    return dg.SensorResult([dg.RunRequest(run_key=key, tags=dict(years_tags()))])


def _summarise(context: dg.RunStatusSensorContext, site: Site) -> None:
    """Write the summary of a run that the daemon started; `make nightly` writes its own."""
    run = context.dagster_run
    if not any(tag in run.tags for tag in _LAUNCHED):
        return
    records = context.instance.fetch_materializations(dg.AssetKey("warehouse"), limit=1).records
    mine = [r.asset_materialization for r in records if r.run_id == run.run_id]
    found = {k: v.value for m in mine if m for k, v in m.metadata.items()}
    record = context.instance.get_run_record_by_id(run.run_id)
    started, ended = (record.start_time, record.end_time) if record else (None, None)
    fault = context.dagster_event.message or "see the run"
    well = run.status == dg.DagsterRunStatus.SUCCESS
    published = well or bool(mine)
    report = RunReport(
        run_id=run.run_id,
        published=published,
        changed=bool(found.get("changed")),
        read=0,
        known=0,
        seconds=(ended or 0) - (started or 0),
        blocking=(),
        failure=None if published else fault,
        unshared=None if well or not published else fault,
    )
    if trouble := summarise(report, site.settings).unposted:
        context.log.warning("the webhook took no word: %s", trouble)


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    monitored_jobs=[FINAL_ACCOUNTS],
    default_status=dg.DefaultSensorStatus.RUNNING,  # it launches nothing
)
def summary_of_success(context: dg.RunStatusSensorContext, site: Site) -> None:
    """Write and post the summary of a run that the daemon started and that published."""
    _summarise(context, site)


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.FAILURE,
    monitored_jobs=[FINAL_ACCOUNTS],
    default_status=dg.DefaultSensorStatus.RUNNING,  # it launches nothing
)
def summary_of_failure(context: dg.RunStatusSensorContext, site: Site) -> None:
    """Write and post that a run which the daemon started published nothing."""
    _summarise(context, site)


SUMMARIES = [summary_of_success, summary_of_failure]
"""Write the summaries of runs that nobody else writes one for."""
