"""One run at a time writes into a warehouse folder; the lock ends with the process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.warehouse import BusyError, help_with, hold

HOLDER = """
import sys, time
from pathlib import Path
from pipelines.warehouse.lock import help_with, hold
held = {"hold": lambda f: hold(f, "make run"), "help": help_with}[sys.argv[2]](Path(sys.argv[1]))
with held:
    print("held", flush=True)
    time.sleep(float(sys.argv[3]))
"""


def holder(folder: Path, how: str = "hold", seconds: float = 600) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", HOLDER, str(folder), how, str(seconds)]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_run_is_told_who_is_at_work_until_that_one_is_killed(tmp_path: Path) -> None:
    first = holder(tmp_path)
    with (
        pytest.raises(BusyError, match=rf"make run, process {first.pid} on .* since 20"),
        hold(tmp_path, "another"),
    ):
        pass
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    with hold(tmp_path, "another"):
        pass


def test_a_second_run_waits_if_it_may(tmp_path: Path) -> None:
    first = holder(tmp_path, seconds=0.5)
    with hold(tmp_path, "another", wait=60):
        assert first.wait(timeout=60) == 0


def test_the_processes_of_a_killed_run_are_waited_for(tmp_path: Path) -> None:
    helper = holder(tmp_path, "help", seconds=0.5)
    with hold(tmp_path, "another"):
        assert helper.wait(timeout=60) == 0


def test_layers_of_one_run_share_its_lock_and_helpers_do_not_shut_each_other_out(
    tmp_path: Path,
) -> None:
    with hold(tmp_path, "outer"), hold(tmp_path, "inner"), help_with(tmp_path), help_with(tmp_path):
        pass
    with hold(tmp_path, "again"):
        assert "again" in (tmp_path / ".lock").read_text()
