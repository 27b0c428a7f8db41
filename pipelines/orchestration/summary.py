"""The closing summary of a run, for the terminal: counts and reasons from the warehouse itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipelines.orchestration.overrulings import idle
from pipelines.orchestration.report import RunReport
from pipelines.settings import Settings

_SHOWN = 20  # reasons printed of a kind
_REASONS = "SELECT path, reason FROM disclosure WHERE status = ? ORDER BY path"
_OUTCOMES = {
    "exact": "identities exact",
    "rounding": "  within rounding",
    "violated": "  violated",
    "not_testable": "  not testable",
    "contradiction": "contradictions told",
}
_COUNTED = """
SELECT CASE WHEN severity <> 'critical' AND outcome = 'violated' THEN 'contradiction'
    ELSE outcome END AS counted, count(*)
FROM identity_result
WHERE severity = 'critical' OR outcome = 'violated'
GROUP BY ALL
"""


@dataclass(frozen=True)
class Contents:
    """What stands in the published file: documents by status, amounts, identities by outcome.

    Critical identities are counted by outcome; a violated warning is a contradiction.
    """

    statuses: dict[str, int]
    reasons: dict[str, list[tuple[str, str]]]
    amounts: int
    outcomes: dict[str, int]


def contents(database: Path) -> Contents:
    """Count what ``database`` holds; opens it read-only."""
    with duckdb.connect(str(database), read_only=True) as connection:

        def rows(query: str, *values: str) -> list[Any]:
            return connection.execute(query, list(values)).fetchall()

        return Contents(
            statuses=dict(rows("SELECT status, count(*) FROM disclosure GROUP BY ALL")),
            reasons={s: rows(_REASONS, s) for s in ("quarantined", "rejected")},
            amounts=rows("SELECT count(*) FROM printed_amount")[0][0],
            outcomes=dict(rows(_COUNTED)),
        )


def show(report: RunReport, settings: Settings, console: Console) -> None:
    """Print what the run did: the counts of the published file, or why nothing was published."""
    if report.published:
        for sentence in idle(settings, settings.database):
            console.print(f"[yellow]idle[/] {escape(sentence)}")
        _show_contents(contents(settings.database), report, settings, console)
    else:
        _show_refusal(report, settings, console)


def _show_contents(
    found: Contents, report: RunReport, settings: Settings, console: Console
) -> None:
    _show_reasons(found, console)
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    for name, count in _counts(found, report).items():
        table.add_row(name, f"{count:,}")
    table.add_row("seconds", f"{report.seconds:.1f}")
    console.print(table)
    news = [] if report.changed else ["identical content"]
    news += [] if report.read else ["nothing re-extracted"]
    console.print(f"published {settings.database}" + (f" ({', '.join(news)})" if news else ""))
    if report.unshared:
        console.print(f"[red]not shared[/] {escape(report.unshared)}; the next run sends it")
    console.print(f"run {report.run_id}", style="dim")


def _counts(found: Contents, report: RunReport) -> dict[str, int]:
    statuses = ("published", "superseded", "duplicate", "quarantined", "rejected")
    return {
        "documents read now": report.read,
        "  known from before": report.known,
        **{f"  {status}": found.statuses.get(status, 0) for status in statuses},
        "amounts": found.amounts,
        **{title: found.outcomes.get(outcome, 0) for outcome, title in _OUTCOMES.items()},
    }


def _show_reasons(found: Contents, console: Console) -> None:
    for status, reasons in found.reasons.items():
        for path, reason in reasons[:_SHOWN]:
            console.print(f"[yellow]{status}[/] {escape(path)}: {escape(reason)}")
        if len(reasons) > _SHOWN:
            console.print(f"… and {len(reasons) - _SHOWN:,} more {status}, see disclosure.reason")


def _show_refusal(report: RunReport, settings: Settings, console: Console) -> None:
    console.print("[red]nothing was published[/]")
    for reason in report.blocking[:_SHOWN]:
        console.print(f"held at {escape(reason)}")
    if report.failure:
        console.print(escape(report.failure))
    if settings.database.exists():
        console.print(f"{settings.database} stays as it was")
    console.print(f"run {report.run_id}", style="dim")
