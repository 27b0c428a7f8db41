"""A Dask cluster in place of the pool: the same tasks, read on many machines.

Scheduler and workers are whatever runs at the address; they must hold this package and see the
raw folder under the same path. Within a Dask worker every document is read in a process of its
own again, so a broken one takes no worker of the cluster down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from pipelines.workers.pool import Limits, Outcome, run

Task = TypeVar("Task")
Result = TypeVar("Result")

CHUNK = 32
"""Documents to a Dask task: what a task and its process cost is shared by so many."""
RETRIES = 3
"""How often a task is begun anew whose worker was lost."""

CONNECT_SECONDS = 10
"""Time in which the scheduler must answer."""


def run_on_cluster(
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    *,
    address: str,
    limits: Limits,
    chunk: int = CHUNK,
) -> Iterator[Outcome[Task, Result]]:
    """Call ``function`` with every task on the cluster at ``address``, e.g. ``tcp://host:8786``.

    Outcomes come as chunks of tasks end, in any order, each task's once; without tasks nobody is
    asked. Raises :class:`RuntimeError` where no scheduler answers or the cluster cannot run them.
    """
    chunks = dict(enumerate(_chunks(tasks, chunk)))
    if not chunks:
        return
    from distributed import as_completed

    with _connected(address) as client:
        work = partial(read_chunk, function, limits)
        futures = client.map(work, list(chunks.values()), retries=RETRIES, pure=False)
        numbers = {future.key: number for number, future in enumerate(futures)}
        for future in as_completed(futures):
            mine = chunks.pop(numbers[future.key])
            yield from _outcomes(mine, future)
            future.release()


def read_chunk(
    function: Callable[[Task], Result], limits: Limits, tasks: list[Task]
) -> list[Outcome[Task, Result]]:
    """Do on a worker of the cluster what the pool does on one machine, one task at a time."""
    return list(run(function, tasks, workers=1, limits=limits))


def _connected(address: str) -> Any:
    from distributed import Client

    try:
        return Client(address, timeout=CONNECT_SECONDS)
    except OSError as error:
        raise RuntimeError(f"no Dask scheduler answers at {address}: {error}") from error


def _chunks(tasks: Iterable[Task], size: int) -> Iterator[list[Task]]:
    left = iter(tasks)
    while found := list(islice(left, size)):
        yield found


def _outcomes(tasks: list[Task], future: Any) -> list[Outcome[Task, Any]]:
    """Give what became of a chunk; where workers died of it again and again, that for each task.

    Any other error is of the cluster, not of documents: another version, a folder it cannot see.
    """
    from distributed import KilledWorker

    if future.status == "finished":
        outcomes: list[Outcome[Task, Any]] = future.result()
        return outcomes
    error = future.exception()
    if not isinstance(error, KilledWorker):
        raise RuntimeError(f"the cluster cannot read: {error}") from error
    failure = f"the workers of the cluster that read it were lost: {error}"
    return [Outcome(task, failure=failure) for task in tasks]
