"""``juesuan fetch``: what the sources list, brought into raw."""

from __future__ import annotations

import typer
from rich.markup import escape

from pipelines.cli.app import Raw, Warehouse, app, err, out, refuse, settings_of
from pipelines.settings import Settings


@app.command()
def fetch(raw: Raw = None, warehouse: Warehouse = None) -> None:
    """Download new files of the sources in raw/sources.yml. Exit 1: a source or file failed."""
    settings = settings_of(raw=raw, warehouse=warehouse)
    raise typer.Exit(0 if fetch_all(settings) else 1)


def fetch_all(settings: Settings) -> bool:
    """Fetch from every source, say what landed and what failed, and tell whether all went well."""
    from pipelines.landing.sources import SourcesError, load_sources

    try:
        sources = load_sources(settings.raw)
    except SourcesError as error:
        refuse(str(error))
    if not sources:
        return True
    from pipelines.landing.fetch import fetch as fetch_source
    from pipelines.warehouse import BusyError, hold

    well = True
    try:
        with hold(settings.warehouse, "make fetch", wait=settings.wait):
            for source in sources:
                done = fetch_source(source, settings.raw, settings.fetched)
                out.print(f"{done.source}: {len(done.landed):,} new files", highlight=False)
                for reason in done.failed:
                    err.print(f"[yellow]warning[/] {escape(done.source)}: {escape(reason)}")
                well = well and not done.failed
    except BusyError as error:
        refuse(str(error))
    return well
