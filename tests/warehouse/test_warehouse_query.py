from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse import UnknownQueryError, publish, questions, run_query
from tests.star.builder import World
from tests.warehouse.conftest import accounts

NAME = "辽宁省朝阳市科学技术局"


@pytest.fixture
def database(world: World, sql: Path, target: Path) -> Path:
    publish(world.star, sql=sql, target=target)
    return target


def answer(name: str, database: Path, sql: Path) -> list[dict[str, object]]:
    columns, rows = run_query(name, database, sql)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def test_every_question_says_what_it_answers(sql: Path) -> None:
    asked = questions(sql)
    assert list(asked) == [
        "basic_and_project",
        "behind_a_fact",
        "contradictions",
        "corrected_accounts",
        "functional_classes",
        "identity_counts",
        "personnel_and_public",
        "scored_high_spent_little",
        "self_score_and_execution",
        "three_public",
    ]
    assert all(question.endswith("?") for question in asked.values())


def test_an_unknown_question_names_those_there_are(sql: Path, database: Path) -> None:
    with pytest.raises(UnknownQueryError, match="three_public"):
        run_query("threepublic", database, sql)
    with pytest.raises(UnknownQueryError):
        run_query("../10_disclosure", database, sql)


def test_three_public_shows_items_by_body(sql: Path, database: Path) -> None:
    abroad, vehicles = answer("three_public", database, sql)
    assert (abroad["item"], abroad["budget"], abroad["spent"]) == (
        "因公出国（境）费",
        Decimal("0.00"),
        Decimal("0.00"),
    )
    assert vehicles["department"] == NAME
    assert vehicles["budget"] == Decimal("0.09")
    assert vehicles["budget_is"] == "年初"
    assert vehicles["percent_of_budget"] == pytest.approx(88.89)


def test_basic_and_project_add_up_to_03(sql: Path, database: Path) -> None:
    (row,) = answer("basic_and_project", database, sql)
    assert (row["basic"], row["project"], row["total"]) == (
        Decimal("0.60"),
        Decimal("0.50"),
        Decimal("1.10"),
    )
    assert row["percent_basic"] == pytest.approx(54.55)


def test_functional_classes_keep_departments_and_units_apart(
    world: World, sql: Path, target: Path
) -> None:
    world.build(accounts("a"), accounts("b", scope="单位"))
    publish(world.star, sql=sql, target=target)
    rows = answer("functional_classes", target, sql)
    assert [(row["scope"], row["class"], row["spent"], row["percent"]) for row in rows] == [
        ("单位", "208", Decimal("1.10"), 100),
        ("部门", "208", Decimal("1.10"), 100),
    ]


def test_personnel_against_public_cost(sql: Path, database: Path) -> None:
    (row,) = answer("personnel_and_public", database, sql)
    assert (row["personnel"], row["public_cost"]) == (Decimal("0.40"), Decimal("0.20"))
    assert row["largest_item"] == "基本工资"


def test_every_cell_behind_the_largest_expenditure_is_shown(sql: Path, database: Path) -> None:
    (row,) = answer("behind_a_fact", database, sql)
    assert (row["statement"], row["column_label"]) == ("general_budget_expenditure", "basic")
    assert row["printed"] == "0.60"
    assert row["path"] == "a.txt"
    assert row["line"] is not None


def test_every_fact_leads_back_to_printed_cells(sql: Path, database: Path) -> None:
    with duckdb.connect(database, read_only=True) as connection:
        lost = connection.execute(
            """
            FROM fact_cell
            ANTI JOIN printed_amount USING (document_id, statement, table_no, row_no, col_no)
            """
        ).fetchall()
        found = connection.execute("SELECT DISTINCT fact FROM fact_cell ORDER BY fact").fetchall()
        sourceless = connection.execute(
            "SELECT count(*) FROM fact_expenditure WHERE len(sources) = 0"
        ).fetchall()
    assert lost == []
    assert [fact for (fact,) in found] == [
        "fact_balance",
        "fact_basic_expenditure",
        "fact_expenditure",
        "fact_income",
        "fact_three_public",
    ]
    assert sourceless == [(0,)]
