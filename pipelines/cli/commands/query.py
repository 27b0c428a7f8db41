"""``juesuan query``: an analyst's question, answered by the published file."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipelines.cli.app import Warehouse, app, out, refuse, settings_of


@app.command()
def query(
    name: Annotated[str, typer.Argument(help="A question; lists them where none is told.")] = "",
    warehouse: Warehouse = None,
) -> None:
    """Answer one of the analyst's questions from the published warehouse."""
    from pipelines.warehouse import UnknownQueryError, questions, run_query

    settings = settings_of(warehouse=warehouse)
    if not name:
        _print(["question", "what it answers"], list(questions(settings.sql).items()))
        return
    if not settings.database.exists():
        refuse(f"{settings.database} is not there yet: `make run` makes it")
    try:
        _print(*run_query(name, settings.database, settings.sql))
    except UnknownQueryError as error:
        refuse(str(error))


def _print(columns: list[str], rows: Sequence[tuple[Any, ...]]) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for number, column in enumerate(columns):
        figures = any(isinstance(row[number], int | float | Decimal) for row in rows)
        table.add_column(column, justify="right" if figures else "left")
    for row in rows:
        table.add_row(*("" if value is None else _printed(value) for value in row))
    console = Console(width=None if out.is_terminal else 300)
    console.print(table)


def _printed(value: object) -> str:
    return f"{value:,}" if isinstance(value, Decimal) else escape(str(value))
