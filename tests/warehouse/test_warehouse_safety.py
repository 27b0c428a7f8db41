"""Readers are never blocked and see one publication whole; a full disk costs nothing published."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.settings import ROOT
from pipelines.warehouse import publish

ROWS = 2000
_TABLES = "CREATE TABLE one AS FROM star('number');\nCREATE TABLE two AS FROM star('number');\n"

READER = """
import duckdb, sys
from pathlib import Path
target, seen, looks = sys.argv[1], set(), 0
print("looks", flush=True)
while max(seen, default=0) < 10:
    with duckdb.connect(target, read_only=True) as connection:
        rows = connection.execute(
            "SELECT min(n), max(n), count(*) FROM (SELECT n FROM one UNION ALL SELECT n FROM two)"
        ).fetchall()
        low, high, count = rows[0]
        again = connection.execute("SELECT min(n), max(n) FROM two").fetchall()[0]
        assert (low, high) == (high, high) == again and count == 2 * 2000, (rows, again)
    seen.add(high)
    looks += 1
print(looks, len(seen))
"""
FULL = """
import resource, sys
from pathlib import Path
from pipelines.warehouse import publish
limit = int(sys.argv[4])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
star, sql, target = map(Path, sys.argv[1:4])
try:
    publish(star, sql=sql, target=target)
except Exception as error:
    sys.exit(f"{type(error).__name__}: {error}")
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """SQL of two tables that hold the same."""
    small = tmp_path / "sql"
    small.mkdir()
    for name in ("00_star.sql", "90_content_hash.sql"):
        shutil.copy(ROOT / "sql" / name, small)
    (small / "10_number.sql").write_text(_TABLES)
    return small


def star_of(folder: Path, number: int) -> Path:
    part = folder / "star" / "number" / "fiscal_year=2023" / "part.parquet"
    part.parent.mkdir(parents=True, exist_ok=True)
    text = [f"{number} {row}" for row in range(ROWS)]
    pl.DataFrame({"n": [number] * ROWS, "text": text}).write_parquet(part)
    return folder / "star"


def test_a_reader_sees_no_error_and_no_mixed_state_through_ten_publications(
    small: Path, tmp_path: Path, target: Path
) -> None:
    publish(star_of(tmp_path, 0), sql=small, target=target)
    command = [sys.executable, "-c", READER, str(target)]
    reader = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert reader.stdout
    assert reader.stdout.readline() == "looks\n"
    for number in range(1, 11):
        assert publish(star_of(tmp_path, number), sql=small, target=target, keep=3).changed
    said, trouble = reader.communicate(timeout=120)
    assert reader.returncode == 0, trouble
    looks, seen = map(int, said.split())
    assert looks >= seen >= 1


def full(small: Path, star: Path, target: Path, limit: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", FULL, str(star), str(small), str(target), str(limit)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)


def test_where_the_disk_is_full_the_published_file_stays(
    small: Path, tmp_path: Path, target: Path
) -> None:
    publish(star_of(tmp_path, 0), sql=small, target=target)
    before = target.read_bytes()
    star = star_of(tmp_path, 1)
    refused = full(small, star, target, 64 * 1024)
    assert refused.returncode == 1
    assert "Error" in refused.stderr
    assert target.read_bytes() == before
    assert sorted(p.name for p in target.parent.iterdir()) == [target.name, "published"]
    assert full(small, star, target, 64 * 1024 * 1024).returncode == 0
    with duckdb.connect(target, read_only=True) as connection:
        assert connection.execute("SELECT max(n) FROM two").fetchall() == [(1,)]
