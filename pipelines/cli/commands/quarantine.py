"""``juesuan quarantine``: what is held back, why, who erred, and how the page looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipelines.cli.app import Raw, Warehouse, app, out, refuse, settings_of

if TYPE_CHECKING:
    from pipelines.review.held import Held, Suspect
    from pipelines.settings import Settings

_LISTED = 3  # suspects shown of each document in the list


@app.command()
def quarantine(
    document: Annotated[
        str, typer.Argument(help="Its id, or the end of its path; lists all where none is told.")
    ] = "",
    pictures: Annotated[bool, typer.Option(help="Draw the first suspect of every PDF.")] = False,
    raw: Raw = None,
    warehouse: Warehouse = None,
) -> None:
    """List the quarantined documents, or show one with all suspects and a picture of the page."""
    from pipelines.review.held import held, matching

    settings = settings_of(raw=raw, warehouse=warehouse)
    if not settings.ledger.exists():
        refuse(f"{settings.warehouse} holds no verdicts yet: `make run` makes them")
    found = held(settings.ledger, settings.verdicts, settings.reviews, settings.readings)
    if document:
        found = matching(found, document)
        if not found:
            refuse(f"no quarantined document is called {document}")
    for one in found:
        _show(one, len(one.suspects) if document else _LISTED)
    if document or pictures:
        _draw(found, settings)
    out.print(f"{len(found):,} quarantined")


def _show(one: Held, shown: int) -> None:
    out.print(f"[bold]{escape(one.path)}[/] {one.document_id}")
    out.print(f"  sha256: {one.sha256}", highlight=False)
    out.print(f"  held: {escape(one.reason)}", highlight=False)
    if one.sentence:
        out.print(f"  erred: [yellow]{one.erred}[/]: {escape(one.sentence)}", highlight=False)
    for sentence in dict.fromkeys(s.sentence for s in one.suspects[:shown] if s.sentence):
        out.print(f"  located: {escape(sentence)}", highlight=False)
    if one.suspects:
        wide = Console(width=None if out.is_terminal else 300)
        wide.print(_table(one.suspects[:shown]))
    if len(one.suspects) > shown:
        out.print(f"  … and {len(one.suspects) - shown:,} more suspects\n")


def _table(suspects: tuple[Suspect, ...]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("suspect", "where", "printed", "read again", "proposed"):
        table.add_column(name, justify="left" if name in ("suspect", "where") else "right")
    for one in suspects:
        table.add_row(
            escape(one.place),
            one.where,
            escape(one.printed),
            "not found" if one.printed_again is None else escape(one.printed_again),
            _proposed(one),
        )
    return table


def _proposed(one: Suspect) -> str:
    if one.proposed_yuan is None:
        return ""
    return f"{one.proposed_yuan:,.2f} 元{' (automatic)' if one.automatic else ''}"


def _draw(found: list[Held], settings: Settings) -> None:
    """Draw the first suspect that has a place on a page, of every PDF."""
    from pipelines.review.picture import PictureTask, pictures
    from pipelines.workers.pool import Limits

    tasks = []
    for one in found:
        placed = next((s for s in one.suspects if s.page and s.box), None)
        if one.format == "pdf" and placed and placed.page and placed.box:
            target = settings.pictures / one.document_id / f"{placed.number}.png"
            tasks.append(PictureTask(settings.raw / one.path, placed.page, placed.box, target))
    limits = Limits(seconds=settings.seconds, megabytes=settings.megabytes)
    for outcome in pictures(tasks, workers=min(2, settings.workers), limits=limits):
        if outcome.failure:
            out.print(f"[red]no picture[/] of {escape(str(outcome.task.path))}: {outcome.failure}")
        else:
            out.print(f"drawn: {escape(str(outcome.result))}", highlight=False)
