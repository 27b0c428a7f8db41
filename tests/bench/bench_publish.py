"""Publishing a million facts beside DuckDB's own CREATE TABLE AS from the same Parquet.

A small star of invented documents is copied under other document ids until its fact tables hold a
million rows. Straight means: every table of the star created from its Parquet in one file of the
same storage version, and a checkpoint; no comment, no key, no hash. Both ways write to the same
disk, in turn, and the median ratio counts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import duckdb

from pipelines import warehouse
from pipelines.settings import Settings
from pipelines.star.schemas import FACTS, TABLES
from pipelines.warehouse.loading import STORAGE_VERSION
from tests.bench.bench_scale import YEAR, build, judge, land, read
from tests.corpus.folder import Order, fill

FACT_ROWS = 1_000_000
REPEATS = 3
TARGET = 2.0
_DOCUMENTS = 60


def main(rows: int = FACT_ROWS, repeats: int = REPEATS) -> None:
    """Print seconds straight, seconds of a publication, and their ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copied, held = copy(small_star(folder), folder / "star", rows)
        print(f"publish: {held:,} facts, {copied:,} rows in all, target at most {TARGET:.1f} x")
        sql = Settings(raw=folder).sql
        pairs = []
        for _ in range(repeats):
            (folder / "ours.duckdb").unlink(missing_ok=True)
            straight = timed(lambda: create_tables(folder / "star", folder / "plain.duckdb"))
            ours = timed(
                lambda: warehouse.publish(folder / "star", sql=sql, target=folder / "ours.duckdb")
            )
            pairs.append((straight, ours))
            report(straight, ours)
        ratios = [tuple(o / s for s, o in zip(*pair, strict=True)) for pair in pairs]
        clock, cpu = (median(column) for column in zip(*ratios, strict=True))
        size = (folder / "ours.duckdb").stat().st_size / (folder / "plain.duckdb").stat().st_size
        print(f"  median: {clock:.2f} x on the clock, {cpu:.2f} x CPU, file {size:.2f} x")


def report(straight: tuple[float, float], ours: tuple[float, float]) -> None:
    """Print one pair of measurements."""
    told = (
        f"{name} {clock:6.2f} s ({cpu:6.2f} CPU)"
        for name, (clock, cpu) in (("straight", straight), ("published", ours))
    )
    print(f"  {'  '.join(told)}", flush=True)


def small_star(folder: Path) -> Path:
    """Make the star of a few invented documents."""
    fill(folder / "raw", Order(_DOCUMENTS, years=(YEAR,)), workers=2)
    settings = Settings(raw=folder / "raw", warehouse=folder / "warehouse", workers=2)
    settings.warehouse.mkdir()
    for room in (land, read, judge, build):
        room(settings)
    return settings.star


def copy(small: Path, star: Path, fact_rows: int) -> tuple[int, int]:
    """Copy every table of ``small`` so often that there are ``fact_rows``; give rows and facts."""
    with duckdb.connect() as connection:
        held = {name: count(connection, small, name) for name in TABLES}
        copies = -(-fact_rows // sum(held[name] for name in FACTS))
        for name, schema in TABLES.items():
            own = "document_id" in schema
            of = f"range({copies}) AS copy(n)" if own else "range(1) AS copy(n)"
            changed = "REPLACE (document_id || '-' || n AS document_id)" if own else ""
            target = star / name / f"fiscal_year={YEAR}"
            target.mkdir(parents=True)
            connection.execute(
                f"COPY (SELECT t.* {changed} FROM {source(small, name)} AS t, {of} ORDER BY n) "
                f"TO '{target / 'part.parquet'}' (FORMAT parquet, COMPRESSION zstd)"
            )
        facts = sum(count(connection, star, name) for name in FACTS)
        return sum(count(connection, star, name) for name in TABLES), facts


def create_tables(star: Path, target: Path) -> None:
    """Create every table from its Parquet and nothing else."""
    target.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{target}' AS plain (STORAGE_VERSION '{STORAGE_VERSION}')")
        for name in TABLES:
            connection.execute(f"CREATE TABLE plain.{name} AS FROM {source(star, name)}")
        connection.execute("CHECKPOINT plain")
        connection.execute("DETACH plain")


def source(star: Path, table: str) -> str:
    """Give the table function that reads a table of the star."""
    return f"read_parquet('{star / table}/*/*.parquet', hive_partitioning = false)"


def count(connection: duckdb.DuckDBPyConnection, star: Path, table: str) -> int:
    """Count the rows of a table of the star."""
    (rows,) = connection.execute(f"SELECT count(*) FROM {source(star, table)}").fetchone() or (0,)
    return int(rows)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Give the seconds on the clock and of CPU of one call."""
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - cpu


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
