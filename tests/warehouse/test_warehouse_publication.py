from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.star import TABLES
from pipelines.warehouse import Publication, publish
from tests.star.builder import Document, World
from tests.star.made import tell
from tests.warehouse.conftest import accounts


@pytest.fixture
def publication(world: World, sql: Path, target: Path) -> Publication:
    return publish(world.star, sql=sql, target=target)


def query(target: Path, text: str) -> list[tuple[object, ...]]:
    with duckdb.connect(target, read_only=True) as connection:
        return connection.execute(text).fetchall()


def test_every_table_of_the_star_is_loaded_row_by_row(
    publication: Publication, world: World, target: Path
) -> None:
    assert publication.tables.keys() == {*TABLES, "identity_cell"}
    assert publication.tables["disclosure"] == 3
    for name in TABLES:
        assert query(target, f"SELECT count(*) FROM {name}") == [(publication.tables[name],)]
    assert query(target, "SELECT path FROM disclosure WHERE fiscal_year IS NULL") == [("lost.txt",)]
    assert publication.bytes == target.stat().st_size


def test_the_tables_hold_the_columns_of_the_star(publication: Publication, target: Path) -> None:
    rows = query(target, "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal")
    added = {
        "dim_department": {"first_year", "last_year", "is_latest"},
        "narrative_claim": {"document_year"},
        "quarantined_amount": {"suspect_rank", "proposed_yuan"},
    }
    # One row a member, not a year.
    static = {"dim_fund", "dim_nature", "dim_three_public_item", "dim_metric"}
    for name, schema in TABLES.items():
        columns = {column for table, column in rows if table == name}
        left_out = {"fiscal_year"} if name in static else set()
        left_out |= {"claim_year"} if name == "narrative_claim" else set()
        left_out |= {"cells"} if name == "identity_result" else set()
        expected = schema.keys() - left_out
        assert columns == expected | added.get(name, set()), name


def test_no_list_may_be_empty_in_many_rows(publication: Publication, target: Path) -> None:
    """DuckDB 1.0 cannot read a row group in which every list of a column is empty."""
    lists = query(
        target,
        """
        SELECT DISTINCT column_name FROM duckdb_columns() SEMI JOIN duckdb_tables() USING (table_oid)
        WHERE NOT internal AND data_type LIKE '%[]'
        """,
    )
    assert sorted(lists) == [("equals",), ("sources",)]


def test_every_table_view_and_column_has_a_comment(publication: Publication, target: Path) -> None:
    silent = query(
        target,
        """
        SELECT table_name, NULL FROM duckdb_tables() WHERE comment IS NULL
        UNION ALL
        SELECT view_name, NULL FROM duckdb_views() WHERE NOT internal AND comment IS NULL
        UNION ALL
        SELECT table_name, column_name FROM duckdb_columns()
        WHERE NOT internal AND comment IS NULL
        """,
    )
    assert silent == []


def test_amounts_are_decimals_and_nothing_but_boxes_is_a_float(
    publication: Publication, target: Path
) -> None:
    floats = query(
        target,
        "SELECT DISTINCT column_name FROM duckdb_columns() "
        "WHERE NOT internal AND data_type IN ('FLOAT', 'DOUBLE') ORDER BY ALL",
    )
    assert floats == [("x0",), ("x1",), ("y0",), ("y1",)]
    types = query(
        target,
        "SELECT DISTINCT data_type FROM duckdb_columns() WHERE column_name = 'amount_yuan'",
    )
    assert types == [("DECIMAL(20,2)",)]


def test_a_client_of_version_1_0_can_open_the_file(publication: Publication, target: Path) -> None:
    with target.open("rb") as file:
        header = file.read(20)
    assert header[8:12] == b"DUCK"
    assert int.from_bytes(header[12:20], "little") == 64  # the storage version of 0.10 to 1.1
    # DuckDB 2 writes indexes in a way that 1.0 does not read, whatever the storage version.
    assert query(target, "SELECT * FROM duckdb_indexes()") == []
    keys = "SELECT * FROM duckdb_constraints() WHERE constraint_type <> 'NOT NULL'"
    assert query(target, keys) == []


def test_publishing_the_same_star_again_leaves_the_file_alone(
    publication: Publication, world: World, sql: Path, target: Path
) -> None:
    before = target.stat()
    world.rebuild()
    again = publish(world.star, sql=sql, target=target)
    assert (publication.changed, again.changed) == (True, False)
    assert again.hashes == publication.hashes
    assert target.stat().st_mtime_ns == before.st_mtime_ns
    assert sorted(path.name for path in target.parent.iterdir()) == [target.name, "published"]


def test_one_changed_amount_changes_the_hashes_of_the_tables_it_is_in(
    publication: Publication, world: World, sql: Path, target: Path
) -> None:
    world.build(accounts("a").general("2210201", 1), accounts("held", body="财政局"))
    again = publish(world.star, sql=sql, target=target)
    assert again.changed
    same = {name for name, digest in again.hashes.items() if publication.hashes[name] == digest}
    assert {"dim_fund", "dim_nature", "dim_three_public_item", "dim_metric"} <= same
    assert same.isdisjoint({"printed_amount", "fact_expenditure", "disclosure"})


def test_the_hash_does_not_depend_on_the_order_of_rows(
    publication: Publication, world: World, sql: Path, target: Path
) -> None:
    part = world.part("printed_amount")
    pl.read_parquet(part, hive_partitioning=False).reverse().write_parquet(part)
    assert not publish(world.star, sql=sql, target=target).changed


def test_another_comment_is_another_publication(
    publication: Publication, world: World, sql: Path, target: Path, tmp_path: Path
) -> None:
    other = tmp_path / "sql"
    other.mkdir()
    for script in sql.glob("*.sql"):
        (other / script.name).write_text(script.read_text() + "-- edited\n")
    again = publish(world.star, sql=other, target=target)
    assert again.changed
    assert again.hashes == publication.hashes


def test_a_reader_keeps_the_file_it_opened(
    publication: Publication, world: World, sql: Path, target: Path
) -> None:
    reader = subprocess.Popen(
        [sys.executable, "-c", _READER, str(target)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdin
    assert reader.stdout
    assert reader.stdout.readline() == "3\n"
    world.build(accounts("a"), accounts("b", body="教育局", scope="单位"), Document("c"))
    assert publish(world.star, sql=sql, target=target).changed
    answer, _ = reader.communicate("again\n", timeout=60)
    assert answer == "3 1\n"
    assert query(target, "SELECT count(*) FROM disclosure") == [(4,)]


_READER = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1], read_only=True)
print(connection.execute("SELECT count(*) FROM disclosure").fetchone()[0], flush=True)
sys.stdin.readline()
print(*connection.execute(
    "SELECT (SELECT count(*) FROM disclosure), count(DISTINCT document_id) FROM printed_amount"
).fetchone())
"""


def test_a_build_that_fails_leaves_the_published_file(
    publication: Publication, world: World, sql: Path, target: Path
) -> None:
    before = target.read_bytes()
    part = world.part("fact_expenditure")
    twice = pl.read_parquet(part, hive_partitioning=False)
    pl.concat([twice, twice]).write_parquet(part)
    tell(world.star)
    with pytest.raises(duckdb.Error, match="fact_expenditure: its key is not unique"):
        publish(world.star, sql=sql, target=target)
    assert target.read_bytes() == before
    assert sorted(path.name for path in target.parent.iterdir()) == [target.name, "published"]


def test_a_damaged_file_is_replaced(world: World, sql: Path, target: Path) -> None:
    target.parent.mkdir(parents=True)
    target.write_bytes(b"not a database")
    assert publish(world.star, sql=sql, target=target).changed
    assert query(target, "SELECT count(*) FROM disclosure") == [(3,)]


def test_departments_span_the_years_they_disclosed(
    world: World, sql: Path, target: Path, tmp_path: Path
) -> None:
    earlier = World(tmp_path / "2021", year=2021)
    earlier.build(accounts("then", year=2021))
    for part in (earlier.root / "star").glob("*/*/*.parquet"):
        place = world.star / part.relative_to(earlier.root / "star")
        place.parent.mkdir(parents=True, exist_ok=True)
        part.rename(place)
    publish(world.star, sql=sql, target=target)
    rows = query(
        target,
        "SELECT fiscal_year, first_year, last_year, is_latest FROM dim_department "
        "WHERE body = '朝阳市科学技术局' ORDER BY ALL",
    )
    assert rows == [(2021, 2021, 2023, False), (2023, 2021, 2023, True)]
    assert query(target, "SELECT count(*), count(DISTINCT fund) FROM dim_fund") == [(11, 11)]


def test_a_star_without_any_year_can_be_published(tmp_path: Path, sql: Path, target: Path) -> None:
    world = World(tmp_path / "none")
    world.build(Document("junk", status="rejected", reason="empty", year=None))
    for part in world.star.glob("*/fiscal_year=2023/*.parquet"):
        part.unlink()
    world.build_unplaced()
    assert publish(world.star, sql=sql, target=target).tables["disclosure"] == 1
