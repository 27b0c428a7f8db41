"""What commands share: the app they join, the two consoles, options and refusals."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape

from pipelines.settings import Settings

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
out = Console(soft_wrap=True)
err = Console(stderr=True, soft_wrap=True)

Raw = Annotated[str | None, typer.Option(help="Folder or URL of disclosures.")]
Warehouse = Annotated[Path | None, typer.Option(help="Folder of the warehouse.")]
Workers = Annotated[int | None, typer.Option(help="Processes that work side by side.")]


@app.callback()
def juesuan() -> None:
    """Final accounts of departments, from published disclosures to a DuckDB file."""


def settings_of(**given: Any) -> Settings:
    """Give the settings of the environment under the options that were given."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        refuse(str(error))


def require_raw(settings: Settings) -> None:
    """Leave with the reason where raw is a folder that is not there."""
    if isinstance(settings.raw, Path) and not settings.raw.is_dir():
        refuse(f"{settings.raw} is no folder: say RAW=<folder or URL of disclosures>")


def require_documents(settings: Settings) -> None:
    """Leave with the reason where there is nothing to read; of a URL the run itself finds out."""
    require_raw(settings)
    if not isinstance(settings.raw, Path):
        return
    if not any(path.is_file() for path in settings.raw.rglob("*")):
        refuse(f"nothing to read: {settings.raw} holds no file")


def year_range(text: str) -> tuple[int, int] | None:
    """Give the first and the last year of ``2023`` or ``2016-2024``; nothing for no text.

    Raises :class:`ValueError` where the text is neither.
    """
    if not text:
        return None
    first, _, last = text.partition("-")
    if not (first.isdigit() and (last or first).isdigit()):
        raise ValueError(f"years are told as 2023 or 2016-2024, not as {text}")
    return int(first), int(last or first)


def refuse(reason: str) -> NoReturn:
    """Say why nothing was done, and leave with exit code 1."""
    err.print(f"[red]error[/] {escape(reason)}")
    raise typer.Exit(1)
