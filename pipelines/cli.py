"""The command line: ``juesuan run``, ``serve`` and ``query``, which the Makefile calls.

Modules that are slow to import are imported in the command that needs them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipelines.settings import Settings

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
_out = Console(soft_wrap=True)
_err = Console(stderr=True, soft_wrap=True)

Raw = Annotated[Path | None, typer.Option(help="Folder of disclosures.")]
Warehouse = Annotated[Path | None, typer.Option(help="Folder of the warehouse.")]


@app.callback()
def juesuan() -> None:
    """Final accounts of departments, from published disclosures to a DuckDB file."""


@app.command()
def run(
    raw: Raw = None,
    warehouse: Warehouse = None,
    years: Annotated[str, typer.Option(help="2023, or 2016-2024; all years if not told.")] = "",
    workers: Annotated[int | None, typer.Option(help="Processes that read side by side.")] = None,
    retry: Annotated[bool, typer.Option(help="Read again what was rejected before.")] = False,
) -> None:
    """Read what is new, judge it, and publish the warehouse. Exit 1: nothing was published."""
    settings = _settings(raw=raw, warehouse=warehouse, workers=workers, retry=retry or None)
    _require_documents(settings)
    with _err.status("starting"):
        from pipelines.orchestration.progress import Bar
        from pipelines.orchestration.runs import run as run_job
        from pipelines.orchestration.summary import show
    try:
        with Bar(_err) as bar:
            report = run_job(settings, years=_years(years), progress=bar)
    except ValueError as error:
        _refuse(str(error))
    show(report, settings, _out)
    raise typer.Exit(0 if report.published else 1)


@app.command()
def serve(
    raw: Raw = None,
    warehouse: Warehouse = None,
    port: Annotated[int, typer.Option(help="Port on loopback.")] = 3000,
) -> None:
    """Start Dagster's web server and daemon on loopback, over the same record of runs."""
    from pipelines.orchestration.instance import prepare_home

    settings = _settings(raw=raw, warehouse=warehouse)
    prepare_home(settings)
    os.environ |= {"JUESUAN_RAW": str(settings.raw), "JUESUAN_WAREHOUSE": str(settings.warehouse)}
    os.environ.setdefault("PYTHONWARNINGS", "ignore")  # of the framework to its developers
    target = ["-m", "pipelines.definitions", "-h", "127.0.0.1", "-p", str(port)]
    os.execv(sys.executable, [sys.executable, "-m", "dagster", "dev", *target])


@app.command()
def query(
    name: Annotated[str, typer.Argument(help="A question; lists them where none is told.")] = "",
    warehouse: Warehouse = None,
) -> None:
    """Answer one of the analyst's questions from the published warehouse."""
    from pipelines.warehouse import UnknownQueryError, questions, run_query

    settings = _settings(warehouse=warehouse)
    if not name:
        _print(["question", "what it answers"], list(questions(settings.sql).items()))
        return
    if not settings.database.exists():
        _refuse(f"{settings.database} is not there yet: `make run` makes it")
    try:
        _print(*run_query(name, settings.database, settings.sql))
    except UnknownQueryError as error:
        _refuse(str(error))


def _print(columns: list[str], rows: Sequence[tuple[Any, ...]]) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for number, column in enumerate(columns):
        figures = any(isinstance(row[number], int | float | Decimal) for row in rows)
        table.add_column(column, justify="right" if figures else "left")
    for row in rows:
        table.add_row(*("" if value is None else _printed(value) for value in row))
    console = Console(width=None if _out.is_terminal else 300)
    console.print(table)


def _printed(value: object) -> str:
    return f"{value:,}" if isinstance(value, Decimal) else escape(str(value))


def _settings(**given: Any) -> Settings:
    """Give the settings of the environment under the options that were given."""
    return Settings(**{name: value for name, value in given.items() if value is not None})


def _require_documents(settings: Settings) -> None:
    if not settings.raw.is_dir():
        _refuse(f"{settings.raw} is no folder: say `make run RAW=<folder of disclosures>`")
    if not any(path.is_file() for path in settings.raw.rglob("*")):
        _refuse(f"nothing to read: {settings.raw} holds no file")


def _years(text: str) -> tuple[int, int] | None:
    if not text:
        return None
    first, _, last = text.partition("-")
    if not (first.isdigit() and (last or first).isdigit()):
        raise ValueError(f"years are told as 2023 or 2016-2024, not as {text}")
    return int(first), int(last or first)


def _refuse(reason: str) -> NoReturn:
    """Say why nothing was done, and leave with exit code 1."""
    _err.print(f"[red]error[/] {escape(reason)}")
    raise typer.Exit(1)


if __name__ == "__main__":
    app()
