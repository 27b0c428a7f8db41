"""Signals of a backfill: what its processes tell each other, as tiny files in a folder.

A year counts what it has read; the year after it is judged when all of it has been read, since
documents are compared with those of the year before.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PAUSE_SECONDS = 0.05


@dataclass(frozen=True)
class Signals:
    """The folder of one backfill over ``years``; it is removed when the backfill ends."""

    folder: Path
    years: tuple[int, ...]

    def close_reading(self, year: int) -> None:
        """Tell that nothing more of ``year`` will be read."""
        (self.folder / f"{year}.read").touch()

    def await_reading(self, year: int) -> None:
        """Wait until ``year`` has been read, if it is of this backfill and that is at work."""
        owner = os.getppid()
        while year in self.years and not (self.folder / f"{year}.read").exists():
            if os.getppid() != owner:
                return
            time.sleep(_PAUSE_SECONDS)

    def tell(self, year: int, done: int, total: int) -> None:
        """Tell that ``done`` of ``total`` documents of ``year`` have been read."""
        (self.folder / f"{year}.count").write_text(f"{done} {total} .")

    def told(self, year: int) -> tuple[int, int] | None:
        """Give what was told last of ``year``; None where nothing was, or just is."""
        with suppress(OSError, ValueError):
            done, total, _ = (self.folder / f"{year}.count").read_text().split()
            return int(done), int(total)
        return None


@dataclass
class Counting:
    """Progress of one year, told to the signals."""

    signals: Signals
    year: int
    total: int = 0
    done: int = 0

    def start(self, total: int) -> None:
        """Tell how many documents of the year are to be read."""
        self.total, self.done = total, 0
        self.signals.tell(self.year, 0, total)

    def advance(self, name: str) -> None:
        """Count one document."""
        self.done += 1
        self.signals.tell(self.year, self.done, self.total)
