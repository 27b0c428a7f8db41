"""The lock of a warehouse folder: one run writes there at a time.

It is an advisory lock of the operating system (flock), so it is gone as soon as the process that
holds it is, however that ends; the words in the file only tell who holds it.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

LOCK, HELPERS = ".lock", ".lock-helpers"
"""Held by the run; shared by the processes that write for it."""

_PAUSE_SECONDS = 0.2
_HELPERS_SECONDS = 30.0  # processes of a run that was killed notice within a second or two
_held: dict[Path, int] = {}


class BusyError(Exception):
    """Another run is at work in the folder; the message says which, and since when."""


@contextmanager
def hold(folder: Path, what: str, *, wait: float = 0) -> Iterator[None]:
    """Hold the lock of ``folder`` for ``what``; within one process it may be held in layers.

    Waits ``wait`` seconds for another run to end, then raises :class:`BusyError`.
    """
    folder = folder.resolve()
    if folder not in _held:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / LOCK).open("a+") as file, (folder / HELPERS).open("a+") as helpers:
            _acquire(file, wait)
            _acquire(helpers, _HELPERS_SECONDS)
            fcntl.flock(helpers, fcntl.LOCK_UN)
            _sign(file, what)
            _held[folder] = 1
            try:
                yield
            finally:
                del _held[folder]
                file.truncate(0)
        return
    yield


@contextmanager
def help_with(folder: Path) -> Iterator[None]:
    """Write for a run that holds the lock: the next run waits until this process is done too."""
    with (folder / HELPERS).open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def _acquire(file: IO[str], wait: float) -> None:
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise BusyError(_holder(file)) from None
            time.sleep(min(_PAUSE_SECONDS, max(wait, 0.01)))
        else:
            return


def _sign(file: IO[str], what: str) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    holder = {"what": what, "pid": os.getpid(), "host": socket.gethostname(), "since": since}
    file.truncate(0)
    file.write(json.dumps(holder, ensure_ascii=False))
    file.flush()


def _holder(file: IO[str]) -> str:
    folder = Path(file.name).parent
    with suppress(ValueError, KeyError, TypeError):
        file.seek(0)
        holder = json.load(file)
        return (
            f"another run ({holder['what']}, process {holder['pid']} on {holder['host']}) is at"
            f" work in {folder} since {holder['since']}"
        )
    return f"another run is at work in {folder}"
