"""``juesuan share``: what is published, mirrored to shared storage by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.cli.app import Warehouse, app, out, refuse, settings_of

if TYPE_CHECKING:
    from pipelines.settings import Settings


@app.command()
def share(warehouse: Warehouse = None) -> None:
    """Mirror the star and the published file to JUESUAN_SHARE. Exit 1: not all of it is there."""
    settings = settings_of(warehouse=warehouse)
    if not settings.share:
        refuse("no place is set to share to: say JUESUAN_SHARE=<folder or URL>")
    if not settings.database.exists():
        refuse(f"{settings.database} is not there yet: `make run` makes it")
    share_to(settings)


def share_to(settings: Settings) -> None:
    """Mirror what is published and say what was sent; leaves with the reason where it fails."""
    from pipelines.orchestration.sharing import share_now
    from pipelines.warehouse import BusyError, ShareError

    try:
        done = share_now(settings)
    except (ShareError, BusyError) as error:
        refuse(str(error))
    out.print(
        f"shared {settings.share}: state {done.state}, {done.files:,} files,"
        f" {done.sent:,} sent ({done.bytes:,} bytes), {done.removed:,} removed",
        highlight=False,
    )
