from __future__ import annotations

import polars as pl
import pytest

from pipelines.star import StarError
from tests.star.builder import Document, World, code


def test_every_path_of_the_year_has_a_row_and_a_status(world: World) -> None:
    accounts = Document("a").expenditure("201", 5)
    copy = Document("copy", status="duplicate", duplicate_of="a.txt", reason="the same bytes as")
    held = Document("held", body="别的局", verdict="quarantined", reason="X1 at 合计").expenditure(
        "201"
    )
    junk = Document("junk", status="rejected", reason="the file is empty")
    report = world.build(accounts, copy, held, junk)
    statuses = {"duplicate": 1, "published": 1, "quarantined": 1, "rejected": 1}
    assert report.statuses == statuses
    assert world.status("copy")["replaced_by"] == code("a")
    assert world.status("held")["reason"] == "X1 at 合计"
    assert world.status("held")["version"] is None
    assert world.status("junk")["statements_found"] is None


def test_quarantined_amounts_are_kept_apart_from_printed_ones_and_from_facts(world: World) -> None:
    good = Document("good").general("201", 5)
    held = Document("held", verdict="quarantined", reason="X1").general("201", 7)
    world.build(good, held)
    printed = world.table("printed_amount")["document_id"].unique().to_list()
    assert printed == [code("good")]
    assert world.table("quarantined_amount")["document_id"].unique().to_list() == [code("held")]
    assert world.rows("fact_expenditure", "amount_yuan") == [("500.00",)]


def test_a_quarantined_document_supersedes_nothing(world: World) -> None:
    world.build(
        Document("old").expenditure("201", 5),
        Document("new", day=9, verdict="quarantined", reason="X1").expenditure("201", 6),
    )
    assert world.status("old")["status"] == "published"


def test_superseded_and_duplicate_amounts_reach_no_fact(world: World) -> None:
    world.build(
        Document("old", day=0).general("201", 5),
        Document("new", day=1).general("201", 6),
        Document("twin", day=2, format="pdf", path="z.pdf").general("201", 6),
    )
    assert world.status("old")["status"] == "superseded"
    assert world.status("new")["status"] == "duplicate"
    assert world.status("twin")["status"] == "published"
    assert world.rows("fact_expenditure", "document_id", "amount_yuan") == [
        (code("twin"), "600.00")
    ]
    versions = world.table("dim_disclosure").sort("version")
    assert versions.select("document_id", "version", "is_current").rows() == [
        (code("old"), 1, False),
        (code("twin"), 2, True),
    ]


def test_the_division_of_a_rendition_that_tells_none_comes_from_its_twin(world: World) -> None:
    world.build(
        Document("t").general("201", 6),
        Document("p", format="pdf", division_code=None).general("201", 6),
    )
    assert world.status("p")["division_code"] == "211300"
    assert world.rows("fact_expenditure", "division_code") == [("211300",)]


def test_blank_cells_and_dashes_and_zeros_stay_three_things(world: World) -> None:
    world.build(Document("a").state("income", "201", total=0, appropriation="—", other=""))
    assert world.rows("printed_amount", "measure", "state", "amount_yuan") == [
        ("total", "amount", "0.00"),
        ("appropriation", "dash", None),
    ]


def test_narrative_only_documents_are_published_and_say_so(world: World) -> None:
    world.build(Document("a"), Document("b").general("201", 6))
    assert world.status("a")["status"] == world.status("b")["status"] == "published"
    assert "without amounts" in str(world.status("a")["reason"])
    assert world.status("a")["statements_found"] == 0


def test_empty_statements_count_as_found(world: World) -> None:
    world.build(Document("a", empty=("government_fund",)).general("201", 6))
    assert world.status("a")["statements_found"] == 2


def test_a_candidate_without_a_reading_is_rejected_with_a_reason(world: World) -> None:
    world.build(Document("a", read=False))
    assert world.status("a")["status"] == "rejected"
    assert "reading" in str(world.status("a")["reason"])


def test_a_document_that_was_read_but_not_judged_stops_the_build(world: World) -> None:
    world.build(Document("a"))
    verdict = world.root / "verdict" / "verdict.parquet"
    pl.read_parquet(verdict).clear().write_parquet(verdict)
    with pytest.raises(StarError, match=r"a\.txt"):
        world.rebuild()


def test_a_year_that_lost_its_documents_is_emptied(world: World) -> None:
    world.build(Document("a").general("201", 6))
    report = world.build()
    assert set(report.rows.values()) == {0}
    assert world.table("fact_expenditure").is_empty()


def test_documents_without_a_year_have_a_part_of_their_own(world: World) -> None:
    junk = Document("junk", status="rejected", reason="no fiscal year is named", year=None)
    report = world.build(Document("a"), junk)
    assert report.rows["disclosure"] == 1
    assert world.build_unplaced().statuses == {"rejected": 1}
    rows = pl.scan_parquet(world.star / "disclosure").collect().sort("path")
    assert rows.select("path", "fiscal_year").rows() == [("a.txt", 2023), ("junk.txt", None)]


def test_departments_are_named_as_the_published_document_names_them(world: World) -> None:
    world.build(Document("a"), Document("b").general("201", 6), Document("c", scope="单位"))
    assert world.table("dim_department")["scope"].sort().to_list() == ["单位", "部门"]
    ids = world.table("disclosure").select("document_id", "department_id").rows()
    known = dict(ids)
    assert known[code("a")] == known[code("b")] != known[code("c")]


def test_identity_results_of_held_documents_are_kept_too(world: World) -> None:
    world.build(Document("a"), Document("held", verdict="quarantined", reason="X1"))
    assert world.rows("identity_result", "document_id", "outcome", "printed", "bound") == [
        (code("a"), "exact", "1.00", "0.005"),
        (code("held"), "violated", "1.00", "0.005"),
    ]


def test_namesakes_in_two_places_are_no_rivals(world: World) -> None:
    here = Document("here", division_code="211300").expenditure("201", 5)
    there = Document("there", division_code="211302").expenditure("201", 5)
    assert world.build(here, there).statuses == {"published": 2}


def test_a_namesake_that_does_not_tell_its_place_is_compared_with_all(world: World) -> None:
    here = Document("here", division_code="211300").expenditure("201", 5)
    there = Document("there", division_code="211302").expenditure("201", 6)
    nowhere = Document("nowhere", division_code=None, day=3).expenditure("201", 6)
    world.build(here, there, nowhere)
    assert world.status("here")["status"] == "published"
    assert {world.status(n)["status"] for n in ("there", "nowhere")} == {"published", "duplicate"}
