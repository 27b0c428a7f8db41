from __future__ import annotations

from pathlib import Path
from shutil import rmtree

import duckdb
import polars as pl
import pyarrow.dataset
import pytest

from pipelines.star import KEYS, TABLES, build
from tests.star.builder import YEAR, Document, World


def documents() -> list[Document]:
    first = Document("a").expenditure("2010101", 100, 7).general("2010101", 90, 7)
    first.line("summary", "收入", "total", amount=107).state("three_public", "abroad", actual=0)
    second = Document("b", body="财政局", scope="单位").general("2080501", 5)
    return [first, second, Document("c", status="rejected", reason="the file is empty")]


def contents(world: World) -> dict[str, bytes]:
    return {f.stem + name: f.read_bytes() for name in TABLES for f in world.files(name)}


def test_the_same_input_gives_the_same_bytes_in_any_order_of_documents(tmp_path: Path) -> None:
    one, two = World(tmp_path / "1"), World(tmp_path / "2")
    one.build(*documents())
    two.build(*reversed(documents()))
    assert contents(one) == contents(two)
    one.rebuild()
    assert contents(one) == contents(two)


def test_every_table_has_its_schema_and_its_key(world: World) -> None:
    report = world.build(*documents())
    assert report.rows.keys() == TABLES.keys()
    for name, schema in TABLES.items():
        frame = world.table(name)
        assert dict(frame.schema) == schema, name
        key = KEYS.get(name)
        assert key is None or not frame.select(key).is_duplicated().any(), name


def test_no_trace_of_writing_stays(world: World) -> None:
    world.build(*documents())
    world.rebuild()
    (part,) = world.files("disclosure")
    names = {path.name for path in world.star.rglob("*") if path.is_file()}
    assert names == {part.name, "part.parquet"}


@pytest.mark.parametrize("table", ["fact_expenditure", "disclosure"])
def test_any_engine_reads_the_same_years_with_and_without_hive(world: World, table: str) -> None:
    world.build(*documents())
    world.build_unplaced()
    folder = world.star / table
    expected = world.table(table).height
    glob = f"{folder}/*/*.parquet"
    for hive in ("true", "false"):
        query = f"SELECT fiscal_year FROM read_parquet('{glob}', hive_partitioning = {hive})"
        assert duckdb.execute(query).fetchall() == [(YEAR,)] * expected
    arrow = pyarrow.dataset.dataset(folder, partitioning="hive").to_table()
    assert arrow["fiscal_year"].to_pylist() == [YEAR] * expected
    assert pl.scan_parquet(folder).collect()["fiscal_year"].to_list() == [YEAR] * expected


def test_a_document_read_again_counts_once_by_its_last_part(world: World) -> None:
    world.build(Document("a").general("2010101", 5))
    (world.root / "part-1").rename(world.root / "part-0")
    world.build(Document("a").general("2010101", 6))
    parts = [world.root / "part-0", world.root / "part-1"]
    build(
        YEAR,
        ledger=world.root / "ledger.parquet",
        parts=parts,
        verdicts=[world.root / "verdict"],
        out=world.star,
    )
    assert world.rows("fact_expenditure", "amount_yuan") == [("600.00",)]


def test_claims_of_published_documents_are_handed_on_where_parts_hold_them(world: World) -> None:
    world.build(Document("a").general("2010101", 5), Document("held", verdict="quarantined"))
    claims = {"document_id": [Document("a").id, Document("held").id], "metric": ["收入总计"] * 2}
    pl.DataFrame(claims).write_parquet(world.root / "part-1" / "narrative_claim.parquet")
    rmtree(world.star)  # else its documents are made of the same
    world.rebuild()
    assert world.rows("narrative_claim", "document_id", "metric") == [
        (Document("a").id, "收入总计")
    ]
