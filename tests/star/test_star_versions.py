from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import permutations

from pipelines.star.versions import Amounts, Candidate, settle

DAWN = datetime(2024, 9, 1)


def stated(*fen: int) -> Amounts:
    return Counter({(("income", f"item{i}", None, "total"), f): 1 for i, f in enumerate(fen)})


def candidate(
    name: str,
    *fen: int,
    day: int = 0,
    format: str = "text",
    body: str | None = "朝阳市科学技术局",
    scope: str = "部门",
    division: str | None = "211300",
) -> Candidate:
    seen = DAWN + timedelta(days=day)
    return Candidate(name, f"{name}.x", format, seen, body, scope, division, stated(*fen))


def test_equal_amounts_are_renditions_and_the_pdf_is_published() -> None:
    settled = settle([candidate("a", 1, 2), candidate("b", 1, 2, format="pdf")])
    assert settled["b"].status == "published"
    assert settled["a"].status == "duplicate"
    assert settled["a"].replaced_by == "b"
    assert settled["a"].reason == "the same disclosure as b.x: all 2 amounts agree"


def test_of_two_renditions_of_one_format_the_smallest_path_is_published() -> None:
    settled = settle([candidate("b", 1), candidate("a", 1, day=5)])
    assert settled["a"].status == "published"
    assert settled["a"].valid_from == DAWN  # the disclosure was seen when its first rendition was


def test_the_newest_version_is_published_and_the_reason_counts_differing_amounts() -> None:
    settled = settle([candidate("new", 1, 2, 9, day=3), candidate("old", 1, 2, 3, day=1)])
    assert settled["new"].status == "published"
    assert settled["new"].version == 2
    assert settled["old"].status == "superseded"
    assert settled["old"].reason == "superseded by new.x: 1 of 3 amounts differ"
    assert settled["old"].valid_to == settled["new"].valid_from


def test_versions_seen_together_follow_their_paths() -> None:
    settled = settle([candidate("v2", 2), candidate("v1", 1)])
    assert (settled["v1"].status, settled["v2"].status) == ("superseded", "published")


def test_a_rendition_of_an_old_version_does_not_make_it_new() -> None:
    settled = settle(
        [candidate("old", 1, day=0), candidate("new", 2, day=1), candidate("again", 1, day=2)]
    )
    assert settled["new"].status == "published"
    assert {settled["old"].status, settled["again"].status} == {"superseded", "duplicate"}


def test_department_and_unit_of_one_name_do_not_meet() -> None:
    settled = settle([candidate("a", 1), candidate("b", 1, scope="单位")])
    assert {s.status for s in settled.values()} == {"published"}


def test_documents_without_amounts_are_published_beside_the_others() -> None:
    settled = settle([candidate("a"), candidate("b"), candidate("c", 1)])
    assert {s.status for s in settled.values()} == {"published"}


def test_documents_of_an_unknown_body_are_never_compared() -> None:
    settled = settle([candidate("a", 1, body=None), candidate("b", 1, body=None)])
    assert {s.status for s in settled.values()} == {"published"}


def test_a_rendition_that_tells_no_division_takes_it_from_its_twin() -> None:
    settled = settle([candidate("a", 1), candidate("b", 1, format="pdf", division=None)])
    assert settled["b"].status == "published"
    assert settled["b"].twin == "a"


def test_namesakes_of_unknown_places_do_not_supersede_each_other() -> None:
    one, other = candidate("a", 1, division=None), candidate("b", 2, division=None)
    settled = settle([one, other, candidate("c", 1, division=None)])
    assert [settled[name].status for name in "abc"] == ["published", "published", "duplicate"]


def test_bodies_of_one_name_in_two_places_do_not_meet() -> None:
    settled = settle([candidate("a", 1), candidate("b", 2, division="210500")])
    assert {s.status for s in settled.values()} == {"published"}


def test_the_order_of_the_documents_does_not_matter() -> None:
    documents = [candidate("a", 1), candidate("b", 1, format="pdf"), candidate("c", 2, day=1)]
    outcomes = [settle(order) for order in permutations(documents)]
    assert all(outcome == outcomes[0] for outcome in outcomes)
