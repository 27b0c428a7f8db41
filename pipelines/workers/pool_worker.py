"""A worker process as the pool sees it: the task it is at, what it used, how it ended."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

from pipelines.workers.pool_child import BROKEN, MEMORY, READY, RESULT, described

START_SECONDS = 120.0
"""Time in which a worker must have imported what its function needs."""

_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from pipelines.workers.pool_child import serve; serve(int(sys.argv[2]))"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may use: seconds on the clock, and megabytes resident in its worker.

    Memory is watched where ``/proc`` tells it, which is on Linux.
    """

    seconds: float
    megabytes: int

    @property
    def too_long(self) -> str:
        """The sentence for a task that was ended for its time."""
        return f"took longer than {self.seconds:g} s"

    @property
    def too_much(self) -> str:
        """The sentence for a task that was ended for its memory."""
        return f"needed more than {self.megabytes} MB"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a task gave: its result, or why there is none, and the seconds it took."""

    result: Any
    failure: str | None
    seconds: float


class Worker:
    """A fresh interpreter that runs one pickled function, and the task it is at.

    It is started without the main module of this process, which spawned processes import again,
    and with it all that a command imports.
    """

    def __init__(self, function: bytes, limits: Limits) -> None:
        self._limits = limits
        self.connection, inside = Pipe()
        with inside:
            end = inside.fileno()
            command = [sys.executable, "-c", _BOOT, json.dumps(sys.path), str(end)]
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, pass_fds=[end], start_new_session=True
            )
        self.task: Any = None
        self._ready = False
        self._since = time.perf_counter()
        self._send(function)

    def give(self, task: Any, pickled: bytes) -> None:
        """Send a task; the answer is due on :attr:`connection`."""
        self.task = task
        self._since = time.perf_counter()
        self._send(pickled)

    def answer(self) -> Answer | None:
        """Take what has arrived: the end of the task, or nothing if the worker just got ready."""
        try:
            kind, content, seconds = pickle.loads(self.connection.recv_bytes())
        except (EOFError, OSError):
            return self._crash()
        except Exception as error:
            return self._failed(described(error))
        if kind == BROKEN:
            raise RuntimeError(f"workers cannot load their function: {content}")
        if kind == READY:
            self._ready = True
            self._since = time.perf_counter()
            return None
        if kind == RESULT:
            return Answer(content, None, seconds)
        return Answer(None, self._limits.too_much if kind == MEMORY else content, seconds)

    def overdrawn(self) -> Answer | None:
        """Give the end of the task if it has used more than it may."""
        seconds = time.perf_counter() - self._since
        if not self._ready:
            if seconds > START_SECONDS:
                raise RuntimeError(f"a worker did not start within {START_SECONDS:.0f} s")
            return None
        if seconds > self._limits.seconds:
            return self._failed(self._limits.too_long)
        if self.megabytes() > self._limits.megabytes:
            return self._failed(self._limits.too_much)
        return None

    def alive(self) -> bool:
        """Tell whether the process runs."""
        return self._process.poll() is None

    def megabytes(self) -> float:
        """Memory resident in the process; 0 where it cannot be told."""
        try:
            pages = int(Path(f"/proc/{self._process.pid}/statm").read_bytes().split()[1])
        except (OSError, IndexError):
            return 0.0
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def kill(self) -> None:
        """End the process, and whatever it started, at once."""
        with suppress(OSError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self.connection.close()

    def _send(self, pickled: bytes) -> None:
        # A worker that is gone is noticed when its answer is due.
        with suppress(OSError):
            self.connection.send_bytes(pickled)

    def _crash(self) -> Answer:
        """Say how the process ended that closed its connection without an answer."""
        code = self._process.wait()
        if not self._ready:
            raise RuntimeError(f"a worker ended with exit code {code} before it was ready")
        ended = f"crashed (signal {-code})" if code < 0 else f"ended with exit code {code}"
        return self._failed(f"the reader {ended}")

    def _failed(self, failure: str) -> Answer:
        return Answer(None, failure, time.perf_counter() - self._since)
