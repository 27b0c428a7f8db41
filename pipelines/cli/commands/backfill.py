"""``juesuan backfill``: years side by side."""

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
def backfill(
    years: Annotated[str, typer.Argument(help="2023, or 2016-2024.")],
    raw: Raw = None,
    warehouse: Warehouse = None,
    workers: Workers = None,
) -> None:
    """Read and judge years side by side, each a run of its own, and publish them together.

    Exit 0: all years are published; 2: some failed, or it was not shared; 1: nothing was published.
    """
    settings = settings_of(raw=raw, warehouse=warehouse, workers=workers)
    require_documents(settings)
    with err.status("starting"):
        from pipelines.orchestration.backfill import backfill as run_backfill
        from pipelines.orchestration.bars import Bars
        from pipelines.orchestration.summary import show
        from pipelines.warehouse import BusyError
    try:
        with Bars(err) as bars:
            done = run_backfill(settings, year_range(years) or (0, 0), bars)
    except (ValueError, BusyError, StorageError) as error:
        refuse(str(error))
    if done.publication is None:
        refuse(f"nothing was published: no year of {years} went well")
    show(done.publication, settings, out)
    raise typer.Exit(done.publication.exit_code or (0 if done.good else 2))
