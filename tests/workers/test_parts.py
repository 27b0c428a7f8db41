"""The store of readings: whole parts or none, each document once, other reading code apart."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.statements.tables import TABLES, Columns
from pipelines.workers.parts import PartStore, packed, unpacked


def rows_of(document: str) -> dict[str, list[dict[str, object]]]:
    """A document with one amount."""
    return {
        "document": [{"document_id": document, "outcome": "read"}],
        "amount": [{"document_id": document, "statement": "summary", "fen": 7}],
    }


def tables(*documents: str) -> dict[str, pl.DataFrame]:
    """A part of the documents, each with one amount."""
    return unpacked([packed(rows_of(document)) for document in documents])


@pytest.fixture
def store(tmp_path: Path) -> PartStore:
    return PartStore(tmp_path / "readings", "code1")


def held(store: PartStore, year: int | None = None) -> list[str]:
    return sorted(store.documents(year)["document_id"])


def test_a_part_holds_every_table_with_its_schema(store: PartStore) -> None:
    part = store.write(2023, tables("a", "b"))
    assert part is not None
    for name, schema in TABLES.items():
        frame = pl.read_parquet(part / f"{name}.parquet", hive_partitioning=False)
        assert frame.schema == pl.Schema(schema)
    assert pl.read_parquet(part / "amount.parquet")["fen"].to_list() == [7, 7]


def test_no_documents_make_no_part(store: PartStore) -> None:
    assert store.write(2023, tables()) is None
    assert store.parts() == []


def test_the_same_documents_written_twice_are_one_part(store: PartStore) -> None:
    assert store.write(2023, tables("a", "b")) == store.write(2023, tables("b", "a"))
    assert held(store) == ["a", "b"]


def test_years_lie_apart(store: PartStore) -> None:
    store.write(2022, tables("a"))
    store.write(2023, tables("b"))
    assert held(store, 2022) == ["a"]
    assert held(store, 2023) == ["b"]
    assert held(store) == ["a", "b"]


def test_what_is_not_kept_is_dropped_and_the_rest_of_its_part_stays(store: PartStore) -> None:
    store.write(2023, tables("a", "b"))
    store.write(2022, tables("c"))
    store.settle({2023: {"b"}})
    assert held(store) == ["b"]
    (part,) = store.parts()
    assert pl.read_parquet(part / "amount.parquet")["document_id"].to_list() == ["b"]


def test_a_document_in_two_parts_is_kept_once(store: PartStore) -> None:
    store.write(2023, tables("a", "b"))
    store.write(2023, tables("b", "c"))
    store.settle({2023: {"a", "b", "c"}})
    assert held(store) == ["a", "b", "c"]


def test_settling_a_settled_store_changes_nothing(store: PartStore) -> None:
    store.write(2023, tables("a", "b"))
    before = {p: p.stat().st_mtime_ns for p in store.root.rglob("*")}
    store.settle({2023: {"a", "b"}})
    assert {p: p.stat().st_mtime_ns for p in store.root.rglob("*")} == before


def test_what_a_crash_left_half_written_is_ignored_and_removed(store: PartStore) -> None:
    store.write(2023, tables("a"))
    leftover = store.root / "fiscal_year=2023" / ".partial-x"
    leftover.mkdir()
    (leftover / "document.parquet").write_bytes(b"half a file")
    assert held(store) == ["a"]
    store.settle({2023: {"a"}})
    assert not leftover.exists()


def test_years_that_are_not_told_are_not_touched(store: PartStore) -> None:
    store.write(2022, tables("a"))
    store.write(2023, tables("b"))
    at_work = store.root / "fiscal_year=2022" / ".partial-x"
    at_work.mkdir()
    store.settle({}, [2023])
    store.retire([2023])
    assert held(store) == ["a"]
    assert at_work.exists()


def test_other_reading_code_sees_nothing_and_its_parts_stay_until_retired(
    store: PartStore,
) -> None:
    old = store.write(2023, tables("a"))
    assert old is not None
    other = PartStore(store.root, "code2")
    other.settle({})
    assert held(other) == []
    assert old.exists()
    other.write(2023, tables("a"))
    other.retire()
    assert not old.exists()
    assert held(other) == ["a"]


def test_packing_keeps_every_document_in_its_order() -> None:
    amounts = [Columns(2, {"document_id": "a", "unit": "元"}, {"fen": (1, 2)})]
    found = unpacked([packed({}, amounts), packed({}), *[packed(rows_of(d)) for d in "bcd" * 20]])
    assert found["amount"]["document_id"].to_list() == ["a", "a", *"bcd" * 20]
    assert found["amount"]["fen"].to_list() == [1, 2, *[7] * 60]
    assert found["problem"].schema == pl.Schema(TABLES["problem"])


@example(parts=[{"a", "b"}, {"b"}], keep={"b"})
@example(parts=[{"a", "c"}, {"c"}, {"b", "c"}], keep={"c"})
@settings(max_examples=25, deadline=None)
@given(
    parts=st.lists(st.sets(st.sampled_from("abcdef"), min_size=1), max_size=5),
    keep=st.sets(st.sampled_from("abcdef")),
)
def test_settled_the_store_holds_each_wanted_document_it_held_once(
    tmp_path_factory: pytest.TempPathFactory, parts: list[set[str]], keep: set[str]
) -> None:
    store = PartStore(tmp_path_factory.mktemp("readings"), "code1")
    for documents in parts:
        store.write(2023, tables(*documents))
    store.settle({2023: keep})
    assert held(store) == sorted(set().union(*parts) & keep)
    assert not list(store.root.glob(".partial-*"))
