"""The report of a run, for those who show it, write it down or post it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RunReport:
    """What became of one run.

    ``blocking`` says which door held the load and why; ``failure`` is the error of a step that
    broke, with its traceback. Both are empty in a run that published. ``judged`` are the years
    that were judged now and not found judged. ``unshared`` says why what was published was not
    mirrored to shared storage.
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
    unshared: str | None = None

    @property
    def exit_code(self) -> int:
        """0: published; 1: nothing was published; 2: published here, and not shared."""
        return 1 if not self.published else 2 if self.unshared else 0
