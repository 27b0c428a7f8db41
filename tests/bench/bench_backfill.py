"""How much faster two cores fill years than one does.

The same invented documents of nine years are backfilled into fresh warehouses by ``juesuan
backfill``, with one worker and with two, in turn; the best clock of each counts. Usage: ``python -m tests.bench.bench_backfill 5400``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bench.command import Used, juesuan
from tests.corpus.folder import Order, fill

DOCUMENTS = 5_400
YEARS = (2016, 2024)
REPEATS = 1
TARGET = 1.7


def main(documents: int = DOCUMENTS, repeats: int = REPEATS) -> None:
    """Print the seconds of every backfill and the ratio of the best ones."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        years = tuple(range(YEARS[0], YEARS[1] + 1))
        fill(folder / "raw", Order(documents, years=years), workers=2)
        print(f"backfill: {documents:,} text documents of {len(years)} years, target {TARGET} x")
        best: dict[int, float] = {}
        for number in range(repeats):
            for workers in (1, 2):
                used = backfill(folder, workers, number)
                print(f"  {workers} worker{'s' * (workers > 1)}: {used}", flush=True)
                best[workers] = min(used.clock, best.get(workers, used.clock))
        print(f"  two are {best[1] / best[2]:.2f} x as fast as one")


def backfill(folder: Path, workers: int, number: int) -> Used:
    """Backfill all years into a warehouse of its own."""
    warehouse = folder / f"warehouse-{workers}-{number}"
    return juesuan(
        "backfill",
        f"{YEARS[0]}-{YEARS[1]}",
        f"--workers={workers}",
        raw=folder / "raw",
        warehouse=warehouse,
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
