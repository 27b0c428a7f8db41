"""The pool: what breaks a worker costs one task, and the run goes on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from pipelines.extract.records import UnreadableError
from pipelines.workers.pool import Limits, Outcome, run

LIMITS = Limits(seconds=20, megabytes=512)


def act(task: str) -> str:
    """Do what the task says, for better or worse."""
    word, _, rest = task.partition(" ")
    if word == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if word == "exit":
        os._exit(7)
    if word == "hang":
        time.sleep(600)
    if word == "spin":
        while True:
            pass
    if word == "swell":
        hoard = []
        while True:
            hoard.append(bytes(range(256)) * 4096)
    if word == "overreach":
        return str(len(bytearray(2**62)))
    if word == "fail":
        raise ValueError(rest)
    if word == "refuse":
        raise UnreadableError(rest)
    if word == "quit":
        raise SystemExit(rest)
    if word == "print":
        print(rest, flush=True)
    if word == "pid":
        return str(os.getpid())
    if word == "modules":
        return " ".join(sys.modules)
    if word == "child":
        return str(subprocess.Popen(["sleep", "600"]).pid)
    return word.upper()


def unsendable(task: str) -> object:
    return lambda: task


def outcomes(
    *tasks: str, workers: int = 2, limits: Limits = LIMITS
) -> dict[str, Outcome[str, str]]:
    return {outcome.task: outcome for outcome in run(act, tasks, workers=workers, limits=limits)}


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def ends(pid: int) -> bool:
    """Tell whether a process that was sent its end takes it; the kernel may do so a little later."""
    deadline = time.monotonic() + 10
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not alive(pid)


def test_every_task_has_one_outcome() -> None:
    tasks = [f"task{number}" for number in range(40)]
    found = list(run(act, tasks, workers=2, limits=LIMITS))
    assert sorted(outcome.result or "" for outcome in found) == sorted(t.upper() for t in tasks)
    assert all(outcome.failure is None for outcome in found)


def test_no_task_needs_no_worker() -> None:
    assert list(run(act, [], workers=2, limits=LIMITS)) == []


def test_one_worker_is_another_process_and_is_kept() -> None:
    pids = {o.result for o in run(act, ["pid 1", "pid 2", "pid 3"], workers=1, limits=LIMITS)}
    assert len(pids) == 1
    assert pids != {str(os.getpid())}


@pytest.mark.parametrize(
    ("task", "failure"),
    [
        ("crash", "the reader crashed (signal 11)"),
        ("exit", "the reader ended with exit code 7"),
        ("overreach", "needed more than 512 MB"),
        ("fail for a reason", "ValueError: for a reason"),
        ("refuse the file is empty", "the file is empty"),
        ("quit now", "SystemExit: now"),
    ],
)
def test_a_broken_task_costs_only_itself(task: str, failure: str) -> None:
    found = outcomes("before", task, "after", "later", workers=1)
    assert found.pop(task).failure == failure
    assert {name: outcome.result for name, outcome in found.items()} == {
        "before": "BEFORE",
        "after": "AFTER",
        "later": "LATER",
    }


@pytest.mark.parametrize("task", ["hang", "spin"])
def test_a_task_that_takes_too_long_is_ended(task: str) -> None:
    found = outcomes(task, "other", "more", limits=Limits(seconds=0.6, megabytes=512))
    assert found[task].failure == "took longer than 0.6 s"
    assert 0.6 <= found[task].seconds < 5
    assert found["other"].result == "OTHER"
    assert found["more"].result == "MORE"


def test_a_task_that_swells_is_ended() -> None:
    found = outcomes("swell", "other", "more", limits=Limits(seconds=60, megabytes=200))
    assert found["swell"].failure == "needed more than 200 MB"
    assert found["other"].result == "OTHER"
    assert found["more"].result == "MORE"


def test_what_a_task_started_ends_with_it() -> None:
    [outcome] = run(act, ["child"], workers=1, limits=LIMITS)
    assert outcome.result is not None
    assert ends(int(outcome.result))


def test_what_cannot_be_sent_is_a_failure() -> None:
    [outcome] = run(unsendable, ["x"], workers=1, limits=LIMITS)
    assert "pickle" in (outcome.failure or "")
    tasks: list[object] = [lambda: 1, "x"]
    found = list(run(act, tasks, workers=1, limits=LIMITS))  # type: ignore[arg-type]
    assert "pickle" in (found[0].failure or "")
    assert found[1].result == "X"


def test_a_function_that_cannot_be_loaded_is_no_failure_of_the_tasks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = ModuleType("only_here")
    exec("def read(task): return task", module.__dict__)
    monkeypatch.setitem(sys.modules, "only_here", module)
    with pytest.raises(RuntimeError, match="cannot load their function: ModuleNotFoundError"):
        list(run(module.read, ["x"], workers=1, limits=LIMITS))


def test_tasks_are_drawn_only_when_a_worker_is_free() -> None:
    drawn: list[int] = []

    def endless() -> Iterator[str]:
        number = 0
        while True:
            drawn.append(number)
            yield f"task{number}"
            number += 1

    found = run(act, endless(), workers=2, limits=LIMITS)
    for _ in range(5):
        next(found)
    assert len(drawn) <= 5 + 2
    assert isinstance(found, Iterator)
    found.close()  # type: ignore[attr-defined]


def test_an_answer_counts_though_nobody_asked_in_time() -> None:
    found = run(act, ["one", "two", "three"], workers=2, limits=Limits(0.5, 512))
    first = next(found)
    time.sleep(1)
    assert {first.result, *(outcome.result for outcome in found)} == {"ONE", "TWO", "THREE"}


def test_leaving_early_ends_the_workers() -> None:
    found = run(act, ["pid", "hang", "hang"], workers=2, limits=LIMITS)
    pid = int(next(found).result or 0)
    assert alive(pid)
    found.close()  # type: ignore[attr-defined]
    assert not alive(pid)


def test_workers_die_with_their_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from test_pool import LIMITS, act, run\n"
        "for outcome in run(act, ['pid', 'hang'], workers=1, limits=LIMITS):\n"
        "    print(outcome.result, flush=True)\n"
    )
    path = [str(Path(__file__).parent), *sys.path]
    with subprocess.Popen([sys.executable, script, *path], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert alive(pid)
        parent.kill()
    assert ends(pid)


def test_workers_do_not_import_the_main_module_and_keep_output_apart(tmp_path: Path) -> None:
    script = tmp_path / "command.py"
    script.write_text(
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "print('main', flush=True)\n"
        "from test_pool import LIMITS, act, run\n"
        "print(*(o.result for o in run(act, ['print noise'], workers=1, limits=LIMITS)))\n"
    )
    path = [str(Path(__file__).parent), *sys.path]
    told = subprocess.run(
        [sys.executable, script, *path], capture_output=True, text=True, check=True, timeout=60
    )
    assert told.stdout == "main\nPRINT\n"
    assert told.stderr == "noise\n"


def test_a_pool_needs_a_worker() -> None:
    with pytest.raises(ValueError, match="at least one"):
        list(run(act, ["x"], workers=0, limits=LIMITS))
