"""Turns: a run works on the warehouse while it holds its lock, whoever started it.

A run that was killed stays recorded as started; the next one that gets its turn says so.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import dagster as dg

from pipelines.orchestration.rooms import Rooms
from pipelines.settings import Settings
from pipelines.warehouse import help_with, hold

PROCESS = "juesuan/process"
"""The tag that names the process of a run: host, process id and when it began."""

_OPEN = (
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
)


def process_tags() -> dict[str, str]:
    """Give the tags of a run in this process."""
    return {PROCESS: f"{socket.gethostname()} {os.getpid()} {_begun(os.getpid())}"}


def opened(settings: Settings, rooms: Rooms, *, helping: bool = False) -> dg.ResourceDefinition:
    """Give the rooms as a resource that holds the lock of the warehouse as long as a run lasts.

    With ``helping`` the process that started this run holds it.
    """

    @dg.resource(description="The doors of the rooms, open to one run at a time.")
    def resource(context: dg.InitResourceContext) -> Iterator[Rooms]:
        run, instance = context.run, context.instance
        if run and instance and PROCESS not in run.tags:
            instance.add_run_tags(run.run_id, process_tags())
        here = settings.warehouse
        with help_with(here) if helping else hold(here, "a Dagster run", wait=settings.wait):
            yield rooms

    return resource


def bury(instance: dg.DagsterInstance) -> list[str]:
    """Mark every run as failed whose process is gone; give their ids."""
    buried = []
    for run in instance.get_runs(dg.RunsFilter(statuses=list(_OPEN))):
        if PROCESS in run.tags and not _alive(run.tags[PROCESS]):
            instance.report_run_failed(run, "the process ended before the run did")
            buried.append(run.run_id)
    return buried


def _alive(process: str) -> bool:
    host, pid, begun = process.rsplit(" ", 2)  # a run elsewhere would hold the lock
    return host == socket.gethostname() and _begun(int(pid)) == begun


def _begun(pid: int) -> str:
    """Give the clock ticks at which a process began, since numbers are used again; 0: none."""
    with suppress(OSError, IndexError):
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        state, *rest = stat.rpartition(")")[2].split()
        return "0" if state == "Z" else rest[18]
    return "0"
