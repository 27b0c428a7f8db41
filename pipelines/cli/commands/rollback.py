"""``juesuan rollback``: an earlier published file becomes the current one again."""

from __future__ import annotations

from typing import Annotated

import typer

from pipelines.cli.app import Warehouse, app, out, refuse, settings_of
from pipelines.cli.commands.share import share_to


@app.command()
def rollback(
    to: Annotated[str, typer.Argument(help="Name of a kept file, or a part of it.")] = "",
    warehouse: Warehouse = None,
    list_: Annotated[bool, typer.Option("--list", help="Only say which are kept.")] = False,
) -> None:
    """Put back the file published before, or the one told; nights without news leave it so."""
    from pipelines.orchestration.publishing import put_back
    from pipelines.warehouse import BusyError, NotKeptError, current, kept

    settings = settings_of(warehouse=warehouse)
    if not list_:
        try:
            out.print(f"current again: {put_back(settings, to).name}", highlight=False)
            if settings.share:
                share_to(settings)
        except (NotKeptError, BusyError) as error:
            refuse(str(error))
    now = current(settings.database)
    for path in kept(settings.database):
        mark = "→" if path == now else " "
        out.print(f"{mark} {path.name}  {path.stat().st_size:,} bytes", highlight=False)
