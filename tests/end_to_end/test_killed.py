"""A night that is killed at any moment leaves the old file or the new one, and the next ends well.

``make crash N=50`` does the same at random moments, by all identities and with worker processes.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from pipelines.settings import ROOT

MOMENTS = ("s0.4", "s0.943", "s0.965", "s0.98", "t0.5")
"""Reading, marking the star, before and after the publication, and by the clock."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = str(tmp_path_factory.mktemp("crashes"))
    command = [sys.executable, "-m", "tests.end_to_end.crashes", folder, "--few", *MOMENTS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_every_night_was_killed_while_it_was_at_work(told: list[str]) -> None:
    kills = [line.split() for line in told[1:-1]]
    assert [moment for moment, *_ in kills] == list(MOMENTS)
    assert all(kill[1:3] == ["at", "work"] for kill in kills if kill[0].startswith("s"))


def test_the_file_was_the_old_or_the_new_one_and_the_next_night_ended_well(told: list[str]) -> None:
    states = [line.split("  file ")[1].split() for line in told[1:-1]]
    assert all(fault == ["ok"] for _, *fault in states)
    assert {state for state, *_ in states} == {"old", "new"}
