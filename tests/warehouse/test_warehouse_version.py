"""Versions: what a correction changed, and the amounts as they stood on a day."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse import publish, run_query
from tests.star.builder import DAWN, Document, World, code


@pytest.fixture
def corrected(tmp_path: Path, sql: Path, target: Path) -> Path:
    """A warehouse of one disclosure in three versions, the last of them held back by the gate."""
    world = World(tmp_path)
    world.build(
        Document("first", day=0).expenditure("201", 5).expenditure("202", 7),
        Document("second", day=3).expenditure("201", 6).expenditure("203", 1),
        Document("third", day=9, verdict="quarantined", reason="X1").expenditure("201", 8),
    )
    publish(world.star, sql=sql, target=target)
    return target


def query(target: Path, text: str, *given: object) -> list[tuple[object, ...]]:
    with duckdb.connect(target, read_only=True) as connection:
        return connection.execute(text, list(given)).fetchall()


def test_changed_amounts_are_told_with_both_versions(corrected: Path) -> None:
    rows = query(
        corrected,
        """
        SELECT document_id, replaced_id, version, item, change, before_yuan, after_yuan,
            difference_yuan
        FROM changed_amount WHERE measure = 'total' ORDER BY item
        """,
    )
    ids = (code("second"), code("first"), 2)
    assert rows == [
        (*ids, "201", "changed", Decimal("500.00"), Decimal("600.00"), Decimal("100.00")),
        (*ids, "202", "removed", Decimal("700.00"), None, Decimal("-700.00")),
        (*ids, "203", "added", None, Decimal("100.00"), Decimal("100.00")),
    ]


def test_a_question_names_the_largest_correction(corrected: Path, sql: Path) -> None:
    columns, rows = run_query("corrected_accounts", corrected, sql)
    ((answer),) = [dict(zip(columns, row, strict=True)) for row in rows]
    assert (answer["amounts_changed"], answer["totals_changed"]) == (8, 0)  # a printed 0.00 counts
    assert answer["largest_difference"] == Decimal("-0.07")
    assert str(answer["at"]).startswith("expenditure / ")


@pytest.mark.parametrize(
    ("days", "document", "items"),
    [(-1, None, []), (0, "first", ["201", "202"]), (3, "second", ["201", "203"])],
)
def test_amounts_are_shown_as_they_stood(
    corrected: Path, days: int, document: str | None, items: list[str]
) -> None:
    day = (DAWN + timedelta(days=days)).replace(tzinfo=None)
    rows = query(
        corrected,
        "SELECT DISTINCT document_id, item FROM amount_as_of(?::TIMESTAMP) ORDER BY item",
        day,
    )
    assert rows == [(code(str(document)), item) for item in items]


def test_a_correction_that_is_held_back_leaves_the_good_version_current(corrected: Path) -> None:
    statuses = {
        row[0]: row[1] for row in query(corrected, "SELECT document_id, status FROM disclosure")
    }
    assert statuses == {
        code("first"): "superseded",
        code("second"): "published",
        code("third"): "quarantined",
    }
    assert query(corrected, "SELECT DISTINCT document_id FROM printed_amount") == [
        (code("second"),)
    ]
    assert query(corrected, "SELECT DISTINCT document_id FROM superseded_amount") == [
        (code("first"),)
    ]
