"""``juesuan replay``: judge again after a waiver, a correction or an expectation has changed."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from pipelines.cli.app import Raw, Warehouse, Workers, app, err, out, refuse, settings_of


@app.command()
def replay(
    raw: Raw = None,
    warehouse: Warehouse = None,
    workers: Workers = None,
    repair: Annotated[bool, typer.Option(help="Take automatic repairs.")] = False,
    shrink: Annotated[bool, typer.Option(help="Let a year lose published documents.")] = False,
) -> None:
    """Judge again what was read, without reading again, and publish. Exit as `run`."""
    given = {"repair": repair or None, "shrink": shrink or None}
    settings = settings_of(raw=raw, warehouse=warehouse, workers=workers, **given)
    with err.status("judging"):
        from pipelines.orchestration.replay import replay as judge_again
        from pipelines.orchestration.summary import show
        from pipelines.warehouse import BusyError
    try:
        replayed = judge_again(settings)
    except (ValueError, BusyError) as error:
        refuse(str(error))
    for change in replayed.changes:
        out.print(
            f"{escape(change.path)}: {change.before} → [bold]{change.after}[/]"
            + (f": {escape(change.reason)}" if change.reason else ""),
            highlight=False,
        )
    judged = ", ".join(map(str, replayed.years)) or "none: nothing has changed"
    out.print(f"years judged: {judged}; verdicts changed: {len(replayed.changes)}", highlight=False)
    show(replayed.report, settings, out)
    raise typer.Exit(replayed.report.exit_code)
