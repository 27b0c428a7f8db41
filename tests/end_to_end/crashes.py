"""Nights that are killed: forked from one process that has everything imported.

``python -m tests.end_to_end.crashes FOLDER [--few] MOMENT …`` prints a line a kill. A moment is a
share of the steps of an undisturbed night (``s0.35``; a step is one call by which a file is begun,
put into its place or removed) or of its time (``t0.35``). ``--few`` judges by two suites only and reads in the process itself, which is faster. After each kill the published file is the old or the new one, and
the next night ends where an undisturbed one does.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import great_expectations  # noqa: F401  each night would import it anew

from pipelines.gate import validation  # noqa: F401
from pipelines.landing import ledger
from pipelines.orchestration.instance import open_instance
from pipelines.orchestration.runs import run
from pipelines.settings import ROOT, Settings
from pipelines.workers import intake
from pipelines.workers.pool import Outcome

FIRST_NIGHT = ("2022/211103-349011.txt", "2022/211300-703001.txt")
SECOND_NIGHT = ("2023/210505-066001.txt",)
STEPS = ("replace", "rename", "link", "unlink", "mkdir", "fsync")
"""The calls of ``os`` at which a night may be killed."""

FEW = {"summary.yml", "structure.yml", "documents.yml", "waivers.yml"}

_TIMES = "first_seen_at, valid_from, valid_to"


@dataclass(frozen=True)
class Kill:
    """What became of one kill: was the night still at work, and what is wrong, if anything."""

    moment: str
    at_work: bool
    state: str
    fault: str

    def __str__(self) -> str:
        when = "at work" if self.at_work else "had ended"
        return f"{self.moment:>8}  {when}  file {self.state}  {self.fault or 'ok'}"


class Crashes:
    """A warehouse of one night, and what a second night makes of it."""

    def __init__(self, folder: Path, expectations: Path = ROOT / "expectations") -> None:
        self._folder = folder
        self._expectations = expectations
        self._raw = folder / "raw"
        self._land(FIRST_NIGHT)
        self._base = folder / "base"
        _outcome(in_child(night, self.settings(self._base)))
        self._old = _outcome(in_child(contents, self.settings(self._base)))
        self._land(SECOND_NIGHT)
        undisturbed = self._copy("undisturbed")
        begun = time.perf_counter()
        self.steps = _outcome(in_child(night, undisturbed))
        self._seconds = time.perf_counter() - begun
        self._new = _outcome(in_child(contents, undisturbed))
        assert self._old != self._new

    def settings(self, warehouse: Path) -> Settings:
        return Settings(
            raw=self._raw, warehouse=warehouse, expectations=self._expectations, workers=1, wait=0
        )

    def kill(self, moment: str) -> Kill:
        """Kill a second night at ``moment`` and look at what it left, and at the night after."""
        settings = self._copy("killed")
        share = float(moment[1:])
        if moment.startswith("t"):
            at_work = _killed(in_child(night, settings, seconds=share * self._seconds))
        else:
            at_work = _killed(in_child(night, settings, round(share * self.steps)))
        state = {str(self._old): "old", str(self._new): "new"}.get(
            str(_outcome(in_child(contents, settings))), "MIXED"
        )
        try:
            _outcome(in_child(night, settings))
            fault = self._fault(settings, state)
        except AssertionError as error:
            fault = str(error)
        return Kill(moment, at_work, state, fault)

    def _fault(self, settings: Settings, state: str) -> str:
        if state == "MIXED":
            return "the published file is neither the old nor the new one"
        if _outcome(in_child(contents, settings)) != self._new:
            return "the next night ended elsewhere than an undisturbed one"
        if running := _outcome(in_child(unended, settings)):
            return f"runs are recorded as if they went on: {running}"
        left = [p for p in settings.warehouse.rglob("*") if _left_over(p)]
        return f"left over: {left}" if left else ""

    def _land(self, names: tuple[str, ...]) -> None:
        for name in names:
            target = self._raw / Path(name).name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "raw" / name, target)

    def _copy(self, name: str) -> Settings:
        folder = self._folder / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self._base, folder)
        return self.settings(folder)


def night(settings: Settings, last_step: int | None = None) -> int:
    """Run a night and give its steps; it ends by SIGKILL before the one after ``last_step``."""
    taken = 0

    def stepping(call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:
            nonlocal taken
            if taken == last_step:
                os.kill(os.getpid(), signal.SIGKILL)
            taken += 1
            return call(*given, **named)

        return step

    for name in STEPS:
        setattr(os, name, stepping(getattr(os, name)))
    report = run(settings)
    assert report.published, report
    return taken


def contents(settings: Settings) -> dict[str, Any]:
    """Give rows and hash of every table of the published file, times of arrival apart."""
    import duckdb

    with duckdb.connect(settings.database, read_only=True) as connection:
        names = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        found = {}
        for (name,) in names:
            if name not in ("content_hash", "document_build"):  # they tell of what, and when
                query = f"SELECT COLUMNS(c -> c NOT IN ({_quoted(_TIMES)})) FROM {name}"
                query = query.replace("c -> c", "lambda c: c")
                rows = connection.execute(
                    f"SELECT count(*), sum(hash(t)::HUGEINT)::VARCHAR FROM ({query}) AS t"
                )
                found[name] = rows.fetchall()[0]
        return found


def unended(settings: Settings) -> list[str]:
    """Name the recorded runs that have not ended."""
    with open_instance(settings) as instance:
        return [run.run_id for run in instance.get_runs() if not run.is_finished]


def in_child(
    function: Callable[..., Any], *given: Any, seconds: float | None = None
) -> tuple[int, Any]:
    """Call a function in a forked process; give its exit status and what it returned.

    The process is killed after ``seconds``, if they are told.
    """
    inside, outside = os.pipe()
    child = os.fork()
    if not child:
        _serve(function, given, outside)
    os.close(outside)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(inside, "rb") as pipe:
        answer = pipe.read()
    status = os.waitpid(child, 0)[1]
    return status, pickle.loads(answer) if answer else None


def _serve(function: Callable[..., Any], given: tuple[Any, ...], pipe: int) -> None:
    code = 1
    try:
        os.write(pipe, pickle.dumps(function(*given)))
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _outcome(answer: tuple[int, Any]) -> Any:
    status, result = answer
    assert status == 0, f"a process ended with status {status}"
    return result


def _killed(answer: tuple[int, Any]) -> bool:
    return os.WIFSIGNALED(answer[0])


def _left_over(path: Path) -> bool:
    return ".tmp" in path.name or path.name.startswith((".building", ".partial", ".juesuan"))


def _quoted(names: str) -> str:
    return ", ".join(f"'{name}'" for name in names.split(", "))


def read_here(function: Callable[[Any], Any], tasks: Any, **_: Any) -> Iterator[Outcome[Any, Any]]:
    """Stand in for the pool: starting workers takes most of a small night."""
    for task in tasks:
        yield Outcome(task, function(task))


def few_expectations(folder: Path) -> Path:
    """Copy a few suites: judging by all of them takes most of a small night."""
    shutil.copytree(
        ROOT / "expectations",
        folder,
        ignore=lambda _, names: [n for n in names if n.endswith(".yml") and n not in FEW],
    )
    return folder


def main(folder: str, *given: str) -> int:
    moments = [moment for moment in given if moment != "--few"]
    few = len(moments) < len(given)
    if few:
        for room in (ledger, intake):
            setattr(room, "run", read_here)  # noqa: B010  it is no name that they export
    expectations = few_expectations(Path(folder) / "few") if few else ROOT / "expectations"
    crashes = Crashes(Path(folder), expectations)
    print(f"an undisturbed night takes {crashes.steps} steps", flush=True)
    kills = []
    for moment in moments:
        kills.append(crashes.kill(moment))
        print(kills[-1], flush=True)
    at_work = sum(kill.at_work for kill in kills)
    bad = sum(bool(kill.fault) for kill in kills)
    print(f"{len(kills)} kills, {at_work} of nights at work, {bad} with a fault")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
