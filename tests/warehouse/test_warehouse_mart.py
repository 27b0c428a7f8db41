"""The marts: contradictions, the implied year before, and results of projects."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse import publish, run_query
from tests.star.builder import Document, World


def rows(world: World, sql: Path, target: Path, query: str) -> list[tuple[object, ...]]:
    publish(world.star, sql=sql, target=target)
    with duckdb.connect(target, read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_a_contradiction_is_a_violated_warning_of_a_published_document(
    tmp_path: Path, sql: Path, target: Path
) -> None:
    world = World(tmp_path)
    one = Document("a").violate("critical.y", "critical")
    one.violate("narrative.x", finding_zh="不符", finding_en="they differ", printed=Decimal("2.00"))
    one.violate("narrative.z", outcome="exact").violate("narrative.w", outcome="waived")
    held = Document("held", body="财政局", verdict="quarantined").violate("narrative.x")
    world.build(one, held)
    columns = "path, identity, printed, outcome, finding_zh, finding_en"
    assert rows(world, sql, target, f"SELECT {columns} FROM contradictions ORDER BY identity") == [
        ("a.txt", "narrative.w", None, "waived", None, None),
        ("a.txt", "narrative.x", Decimal("2.00"), "violated", "不符", "they differ"),
    ]
    assert len(run_query("contradictions", target, sql)[1]) == 2


def two_years(tmp_path: Path, before: Document, after: Document) -> World:
    """The star of a document of 2022 beside one of 2023."""
    world = World(tmp_path / "2023")
    world.build(after)
    earlier = World(tmp_path / "2022", year=2022)
    before.year = 2022
    for table in before.stated.values():
        for row in table:
            row["fiscal_year"] = 2022
    earlier.build(before)
    for part in earlier.star.glob("*/*/*.parquet"):
        place = world.star / part.relative_to(earlier.star)
        place.parent.mkdir(parents=True, exist_ok=True)
        part.rename(place)
    return world


IMPLIED = """
SELECT stated_yuan, change_yuan, implied_yuan, prior_yuan, prior_basis, difference_yuan
FROM implied_prior_year WHERE fiscal_year = 2023
"""


@pytest.mark.parametrize("scope", ["部门", "单位"])
def test_the_year_before_is_looked_up_in_the_disclosure_of_the_same_body_and_scope(
    tmp_path: Path, sql: Path, target: Path, scope: str
) -> None:
    after = Document("b").claim("income_total", "100").claim("income_change", "-20.5")
    before = Document("a", scope=scope).line("summary", "收入", "grand_total", amount=12000)
    found = rows(
        two_years(tmp_path, before.claim("income_total", "7"), after), sql, target, IMPLIED
    )
    stated = (Decimal("1000000.00"), Decimal("-205000.00"), Decimal("1205000.00"))
    held = (Decimal("1200000.00"), "printed", Decimal("5000.00"))
    assert found == [(*stated, *(held if scope == "部门" else (None, None, None)))]


def test_what_is_not_printed_is_looked_up_in_the_narrative(
    tmp_path: Path, sql: Path, target: Path
) -> None:
    abroad = {"section": "three_public", "subject": "abroad"}
    after = Document("b").claim("three_public_amount", "3", **abroad)
    after.claim("three_public_change", "0", None, **abroad)
    before = Document("a").claim("three_public_amount", "2", **abroad)
    found = rows(two_years(tmp_path, before, after), sql, target, IMPLIED)
    yuan = [Decimal(value) for value in ("30000.00", "0.00", "30000.00", "20000.00", "10000.00")]
    assert found == [(*yuan[:4], "claimed", yuan[4])]


def test_who_scored_high_after_spending_little(tmp_path: Path, sql: Path, target: Path) -> None:
    document = Document("a")
    said = (("甲经费", "23", "98"), ("乙", "23", "89"), ("丙", "50", "98"), ("丙", "60", "97"))
    for number, (entity, executed, score) in enumerate(said):
        money = {"item": "年度资金总额", "budget": "100", "executed": executed}
        at = {"form_no": number}
        document.form_row("fund", "项目自评", entity, **money, **at)
        document.form_row(
            "fund", "项目监控", entity, **money | {"executed": "1"}, form_no=10 + number
        )
        document.form_row("total", "项目自评", entity, total_score=score, **at)
    project = {"subject": "甲", "section": "project"}
    document.claim("project_score", "98", "分", **project)
    document.claim("project_execution_rate", "23", "%", **project)
    world = World(tmp_path)
    world.build(document)
    publish(world.star, sql=sql, target=target)
    columns, found = run_query("scored_high_spent_little", target, sql)
    named = [dict(zip(columns, row, strict=True)) for row in found]
    assert [(row["project"], row["score"], row["told_in"]) for row in named] == [
        ("甲经费", Decimal("98.00"), "form, narrative")
    ]
    columns, ((*_, budget, spent, high),) = run_query("self_score_and_execution", target, sql)
    assert (budget, spent, high) == (Decimal("400.00"), Decimal("156.00"), 1)
