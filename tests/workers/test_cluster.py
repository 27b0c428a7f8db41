"""A cluster of three workers on loopback: the same outcomes as the pool, also when one is lost."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Iterator

import pytest
from distributed import LocalCluster

from pipelines.workers.cluster import run_on_cluster
from pipelines.workers.pool import Limits, run
from tests.workers.squares import square

LIMITS = Limits(seconds=20, megabytes=512)
NUMBERS = range(24)


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=3, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        yield cluster


def ends(outcomes: Iterator[object]) -> Counter[tuple[object, ...]]:
    return Counter((o.task, o.result, o.failure) for o in outcomes)  # type: ignore[attr-defined]


def test_the_cluster_gives_what_the_pool_gives(cluster: LocalCluster) -> None:
    mine = run_on_cluster(
        square, NUMBERS, address=cluster.scheduler_address, limits=LIMITS, chunk=6
    )
    assert ends(mine) == ends(run(square, NUMBERS, workers=1, limits=LIMITS))


def test_a_lost_worker_costs_no_document_and_doubles_none(
    cluster: LocalCluster,
) -> None:
    workers = list(cluster.workers.values())
    outcomes = run_on_cluster(
        square, NUMBERS, address=cluster.scheduler_address, limits=LIMITS, chunk=4
    )
    first = next(outcomes)
    os.kill(workers[0].pid, signal.SIGKILL)
    found = ends(iter([first, *outcomes]))
    assert found == ends(run(square, NUMBERS, workers=1, limits=LIMITS))


def test_nobody_at_the_address_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.workers.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(RuntimeError, match="no Dask scheduler answers"):
        list(run_on_cluster(square, [1], address="tcp://127.0.0.1:9", limits=LIMITS))


def test_without_tasks_nobody_is_asked() -> None:
    assert list(run_on_cluster(square, [], address="tcp://127.0.0.1:9", limits=LIMITS)) == []


def test_a_cluster_that_lacks_the_package_is_no_fault_of_documents(
    cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.workers.cluster.RETRIES", 0)
    monkeypatch.setattr("pipelines.workers.cluster.read_chunk", _unlike)
    with pytest.raises(RuntimeError, match="the cluster cannot read: another version"):
        list(run_on_cluster(square, [1], address=cluster.scheduler_address, limits=LIMITS))


def _unlike(*_: object) -> list[object]:
    raise ImportError("another version")
