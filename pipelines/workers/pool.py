"""A pool of worker processes in which a task may crash, hang or swell and take only itself down."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

from pipelines.workers.pool_child import described
from pipelines.workers.pool_worker import Answer, Limits, Worker

__all__ = ["Limits", "Outcome", "run"]

Task = TypeVar("Task")
Result = TypeVar("Result")

WATCH_SECONDS = 0.05
"""Pause between two looks at the time and memory that workers have used."""
KEPT_SHARE = 0.5
"""A worker that keeps more than this share of its memory after a task gets no other."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Task, Result]):
    """The end of a task: its result, or in ``failure`` a sentence that says why there is none."""

    task: Task
    result: Result | None = None
    failure: str | None = None
    seconds: float = 0.0


def run(
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    *,
    workers: int,
    limits: Limits,
) -> Iterator[Outcome[Task, Result]]:
    """Call ``function`` with every task, in at most ``workers`` processes side by side.

    Outcomes come as tasks end, in any order; a task is drawn from ``tasks`` only when a worker is
    free for it. Workers live as long as the run and are replaced when a task breaks them. The
    function must be importable by name; tasks and results must pickle. Raises RuntimeError where
    workers cannot be started at all.
    """
    if workers < 1:
        raise ValueError(f"a pool needs at least one worker, not {workers}")
    pool = _Pool(pickle.dumps(function), workers, limits)
    try:
        yield from pool.outcomes(iter(tasks))
    finally:
        pool.stop()


class _Pool:
    """The workers of one run."""

    def __init__(self, function: bytes, size: int, limits: Limits) -> None:
        self._function = function
        self._size = size
        self._limits = limits
        self._idle: list[Worker] = []
        self._busy: dict[Any, Worker] = {}

    def outcomes(self, tasks: Iterator[Any]) -> Iterator[Outcome[Any, Any]]:
        """Give the end of each task; between two of them the workers go on."""
        left = True
        while left or self._busy:
            while left and len(self._busy) < self._size:
                for task in tasks:
                    yield from self._given(task)
                    break
                else:
                    left = False
            yield from self._ended()

    def stop(self) -> None:
        """End all workers."""
        for worker in (*self._idle, *self._busy.values()):
            worker.kill()

    def _given(self, task: Any) -> Iterator[Outcome[Any, Any]]:
        """Hand a task to a worker; a task that cannot be sent ends here."""
        try:
            pickled = pickle.dumps(task)
        except Exception as error:
            yield Outcome(task, failure=described(error))
            return
        worker = self._idle.pop() if self._idle else Worker(self._function, self._limits)
        self._busy[worker.connection] = worker
        worker.give(task, pickled)

    def _ended(self) -> Iterator[Outcome[Any, Any]]:
        """Wait a moment and give the tasks that have ended or must be ended."""
        for connection in wait(list(self._busy), WATCH_SECONDS):
            worker = self._busy[connection]
            answer = worker.answer()
            if answer:
                yield self._done(worker, answer, worker.alive())
        for worker in list(self._busy.values()):
            answer = worker.overdrawn()
            # An answer that lies ready counts, however long nobody has asked for it.
            if answer and not worker.connection.poll():
                yield self._done(worker, answer, False)

    def _done(self, worker: Worker, answer: Answer, usable: bool) -> Outcome[Any, Any]:
        del self._busy[worker.connection]
        if usable and worker.megabytes() <= KEPT_SHARE * self._limits.megabytes:
            self._idle.append(worker)
        else:
            worker.kill()
        return Outcome(worker.task, answer.result, answer.failure, answer.seconds)
