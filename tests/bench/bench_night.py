"""What a night costs where nothing, or ten documents, are new among many that are known.

The commands run as operators run them, each a process of its own. Beside them stand Dagster's own
start-up (a job with one empty asset, recorded in an instance like ours) and the same ten documents
alone in a warehouse of their own. Usage: ``python -m tests.bench.bench_night 10000``.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.bench.command import Used, juesuan, python
from tests.corpus.folder import Order, fill

KNOWN, NEW = 2_000, 10
REPEATS = 3
YEAR = 2023
TARGET_NOTHING = 3.0

_DAGSTER = """
import os, sys
from pathlib import Path
os.environ["DAGSTER_HOME"] = sys.argv[1]
Path(sys.argv[1]).mkdir(exist_ok=True)
Path(sys.argv[1], "dagster.yaml").write_text("telemetry: {enabled: false}")
import dagster as dg
@dg.asset
def nothing() -> None: ...
with dg.DagsterInstance.get() as instance:
    definitions = dg.Definitions(assets=[nothing], executor=dg.in_process_executor)
    dg.materialize([nothing], instance=instance)
"""


def main(known: int = KNOWN, new: int = NEW) -> None:
    """Print a line a night."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        raw, late, warehouse = folder / "raw", folder / "late", folder / "warehouse"
        fill(raw, Order(known + new, years=(YEAR,)), workers=2)
        hold_back(raw, late, new)
        print(f"night: {known:,} known documents of one year, {new} new")
        first = night(raw, warehouse)
        told("the first night", first, f"{first.cpu / known * 1000:.0f} ms a document")
        start = least(python("-c", _DAGSTER, str(folder / "dagster")) for _ in range(REPEATS))
        told("Dagster's start-up", start, "a job that does nothing")
        idle = least(night(raw, warehouse) for _ in range(REPEATS))
        more = f"{idle.clock - start.clock:.1f} s above it, target {TARGET_NOTHING:.0f}"
        told("nothing new", idle, more)
        alone = night(late, folder / "alone")
        told(f"{new} alone", alone, "in a warehouse of their own")
        shutil.copytree(late, raw, dirs_exist_ok=True)
        ten = night(raw, warehouse)
        told(f"{new} new", ten, f"{ten.cpu / alone.cpu:.2f} x the {new} alone")


def hold_back(raw: Path, late: Path, number: int) -> None:
    """Move the documents named last from ``raw`` to ``late``."""
    for path in sorted(raw.glob("*/*.txt"))[-number:]:
        target = late / path.relative_to(raw)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, target)


def night(raw: Path, warehouse: Path) -> Used:
    """Run a night."""
    return juesuan("nightly", raw=raw, warehouse=warehouse)


def least(runs: Iterable[Used]) -> Used:
    """Give the run that used least CPU."""
    return min(runs, key=lambda used: used.cpu)


def told(name: str, used: Used, note: str) -> None:
    """Print one line."""
    print(f"  {name:<20} {used}   {note}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
