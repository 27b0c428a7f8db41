"""The report of a run, for those who show it, write it down or post it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RunReport:
    """What became of one run.

    ``blocking`` says which door held the load and why; ``failure`` is the error of a step that
    broke, with its traceback. Both are empty in a run that published. ``judged`` are the years
    that were judged now and not found judged.
    """

    run_id: str
    published: bool
    changed: bool
    read: int
    known: int
    seconds: float
    blocking: tuple[str, ...]
    failure: str | None
    judged: tuple[int, ...] = ()
