"""Progress over documents: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

_LINES = 10  # how often a run without a terminal says where it is


class Bar:
    """Progress on ``console``; as a context manager it always ends with the bar closed."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar = Progress(
            TextColumn("reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            TextColumn("[dim]{task.fields[name]}"),
            console=console,
        )
        self._task: TaskID | None = None
        self._total = self._done = 0

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._task is not None:
            self._bar.stop()

    def start(self, total: int) -> None:
        """Open the bar over ``total`` documents; none, where there is nothing to read."""
        self._total, self._done = total, 0
        if total and self._console.is_terminal:
            self._task = self._bar.add_task("reading", total=total, name="")
            self._bar.start()

    def advance(self, name: str) -> None:
        """Count one document."""
        self._done += 1
        if self._task is not None:
            self._bar.update(self._task, advance=1, name=name)
        elif self._done % max(self._total // _LINES, 100) == 0:
            self._console.print(f"read {self._done:,} of {self._total:,} documents")
