"""``juesuan run``: the main job, from raw to the published file."""

from __future__ import annotations

from typing import Annotated

import typer

from pipelines.cli.app import (
    Raw,
    Warehouse,
    Workers,
    app,
    err,
    out,
    refuse,
    require_documents,
    settings_of,
    year_range,
)
from pipelines.storage import StorageError


@app.command()
def run(
    raw: Raw = None,
    warehouse: Warehouse = None,
    years: Annotated[str, typer.Option(help="2023, or 2016-2024; all years if not told.")] = "",
    workers: Workers = None,
    retry: Annotated[bool, typer.Option(help="Read again what was rejected before.")] = False,
) -> None:
    """Read what is new, judge it, and publish the warehouse. Exit 1: nothing was published; 2: it was not shared."""
    settings = settings_of(raw=raw, warehouse=warehouse, workers=workers, retry=retry or None)
    require_documents(settings)
    with err.status("starting"):
        from pipelines.orchestration.progress import Bar
        from pipelines.orchestration.runs import run as run_job
        from pipelines.orchestration.summary import show
        from pipelines.warehouse import BusyError
    try:
        with Bar(err) as bar:
            report = run_job(settings, years=year_range(years), progress=bar)
    except (ValueError, BusyError, StorageError) as error:
        refuse(str(error))
    show(report, settings, out)
    raise typer.Exit(report.exit_code)
