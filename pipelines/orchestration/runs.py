"""Runs: the job as one recorded Dagster run in this process, without a daemon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

import dagster as dg

from pipelines.orchestration.build import build_defs
from pipelines.orchestration.instance import open_instance
from pipelines.orchestration.jobs import FINAL_ACCOUNTS
from pipelines.orchestration.partitions import years_tags
from pipelines.orchestration.report import RunReport
from pipelines.orchestration.rooms import Rooms
from pipelines.orchestration.stock import sweep, take_stock, years_present
from pipelines.orchestration.turns import bury, process_tags
from pipelines.settings import Settings
from pipelines.warehouse import ShareError, hold
from pipelines.workers.intake import Progress

__all__ = ["RunReport", "execute", "run"]

_QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


def run(
    settings: Settings,
    *,
    years: tuple[int, int] | None = None,
    rooms: Rooms | None = None,
    progress: Progress | None = None,
    what: str = "make run",
    job: Any = FINAL_ACCOUNTS,
) -> RunReport:
    """Run the job over ``years``, the first and the last, and record it.

    Where none are told, raw is looked through first: a run over years in which nothing lies would
    cost seconds for Dagster's record of them. Raises :class:`ValueError` where a year is no
    partition, and :class:`BusyError` where another run is at work there; ``what`` is the name by
    which others are told of this one.
    """
    rooms = rooms or Rooms()
    with hold(settings.warehouse, what, wait=settings.wait), open_instance(settings) as instance:
        bury(instance)
        sweep(settings)
        chosen = years or _years(settings, rooms)
        definitions = build_defs(settings, rooms, progress)
        return execute(job.name, definitions, instance, chosen)


def execute(
    job: str,
    definitions: dg.Definitions,
    instance: dg.DagsterInstance,
    years: tuple[int, int] | tuple[()],
) -> RunReport:
    """Run a job of ``definitions`` over ``years``, or all of them, in this process."""
    result = definitions.resolve_job_def(job).execute_in_process(
        instance=instance,
        tags={**years_tags(*years), **process_tags()},
        run_config=_QUIET,
        raise_on_error=False,
    )
    record = instance.get_run_record_by_id(result.run_id)
    started, ended = (record.start_time, record.end_time) if record else (None, None)
    return _report(result, (ended or 0) - (started or 0))


def _years(settings: Settings, rooms: Rooms) -> tuple[int, int] | tuple[()]:
    take_stock(settings, rooms)
    present = years_present(settings)
    return (present[0], present[-1]) if present else ()


def _report(result: dg.ExecuteInProcessResult, seconds: float) -> RunReport:
    readings = list(_metadata(result, "readings"))
    blocking = tuple(_blocking(result))
    published = result.success or any(_metadata(result, "warehouse"))
    fault = None if result.success or blocking else _failure(result)
    return RunReport(
        run_id=result.run_id,
        published=published,
        changed=any(m["changed"] for m in _metadata(result, "warehouse")),
        read=sum(m.get("read", 0) for m in readings),
        known=sum(m.get("known", 0) for m in readings),
        seconds=seconds,
        blocking=blocking,
        failure=None if published else fault,
        judged=tuple(_judged(result)),
        unshared=_sentence(fault) if published and fault else None,
    )


def _sentence(fault: str) -> str:
    """Give the message of an error without its traceback, step and type."""
    line = fault.strip().rpartition("\n")[2]
    return line.partition(f"{ShareError.__name__}: ")[2] or line


def _metadata(result: dg.ExecuteInProcessResult, asset: str) -> Iterator[Mapping[str, Any]]:
    """Give the metadata of every materialization of ``asset``, a partition each."""
    for event in result.get_asset_materialization_events():
        if event.asset_key == dg.AssetKey(asset):
            yield {k: v.value for k, v in event.materialization.metadata.items()}


def _judged(result: dg.ExecuteInProcessResult) -> Iterator[int]:
    for event in result.get_asset_materialization_events():
        made = event.materialization
        now = made.metadata.get("judged_now")
        if event.asset_key == dg.AssetKey("verdicts") and now and now.value and made.partition:
            yield int(made.partition)


def _blocking(result: dg.ExecuteInProcessResult) -> Iterator[str]:
    for evaluation in result.get_asset_check_evaluations():
        if evaluation.blocking and not evaluation.passed:
            reasons = cast(list[str], evaluation.metadata["blocking"].value)
            yield from (f"{evaluation.check_name}: {reason}" for reason in reasons)


def _failure(result: dg.ExecuteInProcessResult) -> str:
    for event in result.all_events:
        if event.is_step_failure and (error := event.step_failure_data.error):
            if "Interrupted" in (error.cls_name or ""):
                return "interrupted: what was read is kept"
            cause = error.cause or error
            return f"{''.join(cause.stack)}{event.step_key}: {cause.message}"
    return "the run did not start"
