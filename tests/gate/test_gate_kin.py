"""Kin: who is judged together, with which documents of the year before, and by what fingerprint."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.gate.kin import Kinship, kinship
from pipelines.statements.tables import TABLES

Row = dict[str, object]

DEPARTMENT: Row = {"division_code": "1", "body": "局", "scope": "部门", "unit_code": "703"}
UNIT: Row = {"division_code": "1", "body": "站", "scope": "单位", "unit_code": "703001"}


def read(
    folder: Path, documents: dict[str, Row], printed: dict[str, int] | None = None, **quoted: str
) -> list[Path]:
    """Write documents as one part; ``printed`` amounts in 01, and what each has ``quoted``."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[Row]] = {
        "document": [
            {"document_id": name, "sha256": name, "outcome": "read"} | row
            for name, row in documents.items()
        ],
        "statement": [
            {"document_id": name, "statement": "summary", "status": "found", "amounts": amounts}
            for name, amounts in (printed or {}).items()
        ],
        "narrative_claim": [
            {"document_id": name, "metric": "reason_three_public", "subject": subject}
            for name, subject in quoted.items()
        ],
    }
    for table, schema in TABLES.items():
        pl.DataFrame(rows.get(table, []), schema=schema).write_parquet(folder / f"{table}.parquet")
    return [folder]


def groups(kin: Kinship) -> set[frozenset[str]]:
    """Give the groups; each is called by its smallest document."""
    found = set()
    for (name,), members in kin.groups.group_by("kin"):
        assert name == members["document_id"].min()
        assert members["made_of"].n_unique() == 1
        found.add(frozenset(members["document_id"]))
    return found


@pytest.mark.parametrize(
    ("other", "kindred"),
    [
        (UNIT, True),
        (UNIT | {"unit_code": "704001"}, False),
        (UNIT | {"unit_code": None}, False),
        (UNIT | {"unit_code": None, "body": "局"}, True),
        (UNIT | {"division_code": "2"}, False),
        (UNIT | {"outcome": "rejected"}, False),
        (DEPARTMENT | {"division_code": "2"}, False),
        (DEPARTMENT | {"division_code": None}, True),
        (DEPARTMENT | {"division_code": None, "scope": "单位"}, False),
    ],
)
def test_kin_shares_a_division_and_a_body_or_a_department(
    other: Row, kindred: bool, tmp_path: Path
) -> None:
    documents = {"a": DEPARTMENT, "b": other}
    found = groups(kinship(read(tmp_path, documents, {"a": 5, "b": 5})))
    assert found == ({frozenset("ab")} if kindred else {frozenset("a"), frozenset("b")})


@pytest.mark.parametrize(
    ("told", "kindred"),
    [({}, False), ({"repair": True}, True), ({"ruled": {"c": ["a ruling"]}}, True)],
)
def test_what_prints_other_amounts_is_no_rendition_unless_it_may_be_corrected(
    told: dict[str, object], kindred: bool, tmp_path: Path
) -> None:
    placeless = DEPARTMENT | {"division_code": None, "unit_code": None}
    documents = {"a": DEPARTMENT, "b": placeless, "c": DEPARTMENT | {"division_code": "2"}}
    parts = read(tmp_path, documents, {"a": 5, "b": 5, "c": 6})
    found = groups(kinship(parts, **told))  # type: ignore[arg-type]
    assert found == ({frozenset("abc")} if kindred else {frozenset("ab"), frozenset("c")})


def test_a_group_reads_its_bodies_its_departments_and_whom_it_quotes(tmp_path: Path) -> None:
    now = {
        "a": DEPARTMENT,
        "b": UNIT | {"unit_code": None, "body": "馆"},
        "c": UNIT | {"division_code": "2"},
    }
    before = {
        "same body": DEPARTMENT | {"unit_code": None},
        "same department": UNIT,
        "quoted by code": UNIT | {"unit_code": "805001", "body": "所"},
        "quoted by name": UNIT | {"unit_code": None, "body": "队"},
        "another": UNIT | {"unit_code": "806001", "body": "队"},
        "elsewhere": DEPARTMENT | {"division_code": "3"},
        "unread": DEPARTMENT | {"outcome": "rejected"},
    }
    parts = read(tmp_path / "now", now, None, a="805001某所", b="某队")
    kin = kinship(parts, read(tmp_path / "before", before))
    prior = kin.prior.group_by("kin").agg(pl.col("document_id").sort())
    assert dict(prior.select("kin", "document_id").iter_rows()) == {
        "a": ["quoted by code", "same body", "same department"],
        "b": ["quoted by name"],
    }


def test_what_a_verdict_is_made_of(tmp_path: Path) -> None:
    """Each change is told to its group, and to no other."""
    now = {"a": DEPARTMENT, "b": UNIT, "c": DEPARTMENT | {"division_code": "2"}}
    before = {"last": DEPARTMENT}

    def made(
        change: dict[str, Row] | None = None, prior: Row | None = None, **told: object
    ) -> list[bool]:
        parts = read(tmp_path / "now", now | (change or {}))
        previous = read(tmp_path / "before", {"last": before["last"] | (prior or {})})
        found = kinship(parts, previous, **told).made_of  # type: ignore[arg-type]
        return [found[name] == was[name] for name in "abc"]

    parts, previous = read(tmp_path / "now", now), read(tmp_path / "before", before)
    was = kinship(parts, previous).made_of
    assert made() == [True, True, True]
    assert made({"b": UNIT | {"seconds": 9.0}}) == [True, True, True]
    assert made({"b": UNIT | {"extractor": "2"}}) == [False, False, True]
    assert made({"b": UNIT | {"outcome": "rejected"}}) == [False, False, True]
    assert made({"d": UNIT | {"body": "馆"}}) == [False, False, True]
    assert made(prior={"extractor": "2"}) == [False, False, True]
    assert made(ruled={"b": ["a waiver"]}) == [False, False, True]
    assert made(ruled={"last": ["a correction"]}) == [False, False, True]
    assert made(ruled={"nobody": ["a waiver"]}) == [True, True, True]
    assert made(rules="others") == [False, False, False]


PLACES = st.sampled_from([None, "1", "2"])
CODES = st.sampled_from([None, "703", "703001", "704"])
BODIES = st.sampled_from([None, "局", "站", "馆"])


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.tuples(PLACES, CODES, BODIES), max_size=9), most=st.integers(1, 5))
def test_groups_are_closed_and_lots_hold_them_whole(
    rows: list[tuple[str | None, str | None, str | None]],
    most: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    names = ("division_code", "unit_code", "body")
    documents: dict[str, Row] = {
        f"{n}": dict(zip(names, row, strict=True)) for n, row in enumerate(rows)
    }
    kin = kinship(read(tmp_path_factory.mktemp("part"), documents, dict.fromkeys(documents, 1)))
    of = dict(kin.groups.select("document_id", "kin").iter_rows())
    merged = {name: {name} for name in documents}
    for one in documents:
        for other in documents:
            if one != other and _kindred(
                documents[one], documents[other], list(documents.values())
            ):
                union = merged[one] | merged[other]
                merged |= dict.fromkeys(union, union)
    assert of == {name: min(members) for name, members in merged.items()}
    lots = list(
        kin.lots(pl.DataFrame(schema={"document_id": pl.String, "made_of": pl.String}), most)
    )
    placed = [set(lot.groups["document_id"]) for lot in lots]
    assert sorted(name for lot in placed for name in lot) == sorted(documents)
    for lot in placed:
        assert all(merged[name] <= lot for name in lot)
        assert len(lot) <= most or any(merged[name] == lot for name in lot)


def _kindred(one: Row, other: Row, everyone: list[Row]) -> bool:
    if one["division_code"] and one["division_code"] == other["division_code"]:
        for key, digits in (("body", 9), ("unit_code", 3)):
            told = [str(row[key] or "")[:digits] for row in (one, other)]
            if told[0] and told[0] == told[1]:
                return True
    placeless = {row["body"] for row in everyone if row["division_code"] is None}
    return bool(one["body"] and one["body"] == other["body"] and one["body"] in placeless)
