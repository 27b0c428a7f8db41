"""The project's own commands as an operator runs them: each a process, with what it used."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from pipelines.settings import ROOT


@dataclass(frozen=True)
class Used:
    """Seconds on the clock and of CPU of a command and all its processes."""

    clock: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.cpu:6.2f} s CPU, {self.clock:6.2f} s on the clock"


def juesuan(command: str, *arguments: str, raw: Path, warehouse: Path) -> Used:
    """Run ``juesuan <command>`` over ``raw`` into ``warehouse``; RuntimeError where it fails."""
    call = ["-m", "pipelines.cli", command, *arguments]
    return python(*call, "--raw", str(raw), "--warehouse", str(warehouse))


def python(*arguments: str) -> Used:
    """Run Python with ``arguments`` and give what it used; RuntimeError where it fails."""
    quiet = {"DAGSTER_DISABLE_TELEMETRY": "1", "GX_ANALYTICS_ENABLED": "false"}
    start, before = time.perf_counter(), _children()
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **quiet},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stdout}{done.stderr}")
    return Used(time.perf_counter() - start, _children() - before)


def _children() -> float:
    used = os.times()
    return used.children_user + used.children_system
