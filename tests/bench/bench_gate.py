"""The gate against its own SQL: what judging costs beyond the queries themselves.

Straight means: the same relations built and the same verdict queries executed on a bare DuckDB
connection, and nothing else. A gate run adds the verdicts, two Parquet files and the
validation by Great Expectations. Whether a whole document can hold at once is no query but a linear
programme, told in milliseconds a document. Imports are not counted; each pair is measured back to
back.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

import polars as pl

from pipelines.gate import Rules, judge
from pipelines.gate.batch import open_batch
from pipelines.gate.identity import Identity, load_suites
from pipelines.gate.results import MADE_OF_RESULTS
from pipelines.gate.verdict_sql import verdict_sql
from tests.gate.accounts import balanced, write_part

EXPECTATIONS = Path(__file__).parents[2] / "expectations"
SIZES = (300, 1500, 3000)  # 1,500 documents hold a million amounts
REPEATS = 5
TARGET = 2.0
PROGRAMMES = 300
A_PART = 500  # documents to a part, as the store of readings has it
_DIFFERENT = 10  # documents that are made; the others are copies of them under other names


def main(sizes: tuple[int, ...] = SIZES, repeats: int = REPEATS) -> None:
    """Print one line a size: seconds straight, seconds of a gate run, and their ratio."""
    identities = [
        i for s in load_suites(EXPECTATIONS) for i in s.identities if i.reads not in MADE_OF_RESULTS
    ]
    print(f"gate: {len(identities)} identities, median of {repeats}, target at most {TARGET:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            parts = replicate(Path(folder) / str(size), size)
            measure(size, parts, identities, repeats)


def measure(size: int, parts: list[Path], identities: list[Identity], repeats: int) -> None:
    """Time both ways over ``parts``, in turn."""
    out = parts[0].parent / "verdict"

    def run_gate(programmes: int = 0) -> None:
        judge(parts, out, Rules(EXPECTATIONS, date.today(), most_joint=programmes))

    run_gate()
    pairs = [
        (seconds(lambda: straight(parts, identities)), seconds(run_gate)) for _ in range(repeats)
    ]
    bare, gate = (median(column) for column in zip(*pairs, strict=True))
    ratio = median(gate / bare for bare, gate in pairs)
    programmes = min(size, PROGRAMMES)
    each = 1000 * (seconds(lambda: run_gate(programmes)) - gate) / programmes
    print(
        f"  {size:>6,} documents  straight {bare:6.2f} s  gate {gate:6.2f} s  ratio {ratio:.2f}"
        f"  programme {each:.1f} ms a document"
    )


def straight(parts: list[Path], identities: list[Identity]) -> None:
    """Build the relations and run every verdict query, keeping the rows in the database."""
    with open_batch(parts, EXPECTATIONS) as connection:
        for number, identity in enumerate(identities):
            query = verdict_sql(identity).replace("{batch}", identity.reads)
            connection.execute(f"CREATE TABLE r{number} AS SELECT * EXCLUDE (cells) FROM ({query})")


def seconds(run: Callable[[], object]) -> float:
    """Time one run."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def replicate(folder: Path, size: int) -> list[Path]:
    """Write parts that hold ``size`` documents between them."""
    source = write_part(folder / "source", [balanced(f"{k}", k) for k in range(_DIFFERENT)])
    parts = []
    for first in range(0, size, A_PART):
        copies = range(first // _DIFFERENT, min(first + A_PART, size) // _DIFFERENT)
        parts.append(folder / f"part-{first}")
        parts[-1].mkdir()
        for path in source.glob("*.parquet"):
            frame = pl.read_parquet(path)
            renamed = [
                frame.with_columns(
                    (pl.lit(f"{copy:015d}") + pl.col("document_id")).alias("document_id")
                )
                for copy in copies
            ]
            pl.concat(renamed).write_parquet(parts[-1] / path.name)
    return parts


if __name__ == "__main__":
    main()
