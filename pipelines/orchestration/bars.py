"""The bars of a backfill: one a year, with rate and time left, and a line for each that ends."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from pipelines.orchestration.backfill import Year
from pipelines.orchestration.signals import Signals

_LOOK_SECONDS = 0.5


class Bars:
    """Watches a backfill on ``console``; a context manager, so that the bars always close."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console,
        )
        self._tasks: dict[int, TaskID] = {}
        self._done = threading.Event()
        self._looker: threading.Thread | None = None

    def __enter__(self) -> Bars:
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        if self._looker:
            self._looker.join()
            self._bars.stop()

    def begin(self, signals: Signals, documents: Mapping[int, int]) -> None:
        """Open a bar for each year."""
        for year, number in documents.items():
            self._tasks[year] = self._bars.add_task(f"{year} waits", total=number, start=False)
        if self._console.is_terminal and documents:
            self._bars.start()
            self._looker = threading.Thread(target=self._look, args=(signals,), daemon=True)
            self._looker.start()

    def ended(self, year: Year) -> None:
        """Close the bar of a year and say what became of it."""
        task = self._tasks[year.year]
        self._bars.update(task, description=f"{year.year} {'failed' if year.fault else 'done'}")
        self._bars.stop_task(task)
        read = year.report.read if year.report else 0
        state = f"[red]failed[/]: {escape(year.fault)}" if year.fault else "done"
        self._console.print(
            f"{year.year} {state} ({read:,} documents read, {year.seconds:.1f} s)", highlight=False
        )

    def _look(self, signals: Signals) -> None:
        while not self._done.wait(_LOOK_SECONDS):
            for year, task in self._tasks.items():
                told, bar = signals.told(year), self._bars.tasks[task]
                if told is None or bar.stop_time is not None:
                    continue
                if not bar.started:
                    self._bars.start_task(task)
                done, total = told
                doing = "reads" if done < total else "judges"
                self._bars.update(task, completed=done, total=total, description=f"{year} {doing}")


class _Rate(ProgressColumn):
    """Documents a second."""

    def render(self, task: Task) -> Text:
        """Give the rate, as far as it is known."""
        return Text(f"{task.speed:.1f}/s" if task.speed else "")
