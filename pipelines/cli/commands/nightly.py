"""``juesuan nightly``: what cron calls."""

from __future__ import annotations

import typer
from rich.markup import escape

from pipelines.cli.app import (
    Raw,
    Warehouse,
    Workers,
    app,
    err,
    out,
    refuse,
    require_raw,
    settings_of,
)
from pipelines.cli.commands.fetch import fetch_all
from pipelines.storage import StorageError


@app.command()
def nightly(raw: Raw = None, warehouse: Warehouse = None, workers: Workers = None) -> None:
    """Do what `run` does, write a summary of the night and post it. Exit as `run`."""
    settings = settings_of(raw=raw, warehouse=warehouse, workers=workers)
    require_raw(settings)
    fetch_all(settings)
    from pipelines.orchestration.night import summarise
    from pipelines.orchestration.progress import Bar
    from pipelines.orchestration.runs import run
    from pipelines.orchestration.summary import show
    from pipelines.warehouse import BusyError

    try:
        with Bar(err) as bar:
            report = run(settings, progress=bar, what="make nightly")
    except (BusyError, StorageError) as error:
        refuse(str(error))
    summary = summarise(report, settings)
    show(report, settings, out)
    out.print(f"summary {summary.markdown}")
    if summary.unposted:
        err.print(f"[yellow]warning[/] the webhook took no word: {escape(summary.unposted)}")
    raise typer.Exit(report.exit_code)
