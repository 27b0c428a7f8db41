"""The rounding bound: leaf by leaf, exact to the last unit, and blank is not missing."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.gate.batch import open_batch
from pipelines.gate.identity import load_suites
from pipelines.gate.results import fill_results
from tests.gate.accounts import Accounts, balanced, write_part
from tests.gate.conftest import EXPECTATIONS

SUITES = load_suites(EXPECTATIONS)


def outcomes(folder: Path, *documents: Accounts) -> pl.DataFrame:
    """Run the identities alone, without verdicts and without validation."""
    with open_batch([write_part(folder, documents)], EXPECTATIONS) as connection:
        assert fill_results(connection, SUITES, {}, EXPECTATIONS) == {}
        texts = ("document_id", "identity", "severity", "outcome")
        columns = ", ".join(f"{name}::VARCHAR AS {name}" for name in texts)
        query = f"SELECT * REPLACE ({columns}) FROM result"
        found: pl.DataFrame = connection.sql(query).pl()
        return found


def places(found: pl.DataFrame, identity: str) -> dict[str, str]:
    """Give the outcomes of an identity by place."""
    rows = found.filter(pl.col("identity") == identity)
    return dict(rows.select("place", "outcome").iter_rows())


BOUND: dict[tuple[int | None, ...], str] = {
    (300, 100, 100, 100): "exact",
    (301, 100, 100, 100): "rounding",
    (302, 100, 100, 100): "rounding",  # four cells, half a unit each: at the bound
    (298, 100, 100, 100): "rounding",
    (303, 100, 100, 100): "violated",  # one unit beyond it
    (297, 100, 100, 100): "violated",
    (201, 100, 100, 0): "rounding",  # a printed 0.00 rounds nothing: three cells
    (202, 100, 100, 0): "violated",
    (201, 100, 100, None): "rounding",  # nor does a blank one
    (202, 100, 100, None): "violated",
    (None, 100, 100, 100): "violated",  # a blank total is zero
    (0, None, None, None): "exact",
    (-300, -100, -100, -100): "exact",
}
"""合计, 出国, 接待 and 公务用车 in units of the last decimal, and what becomes of their sum."""


def three_public(units: tuple[int | None, ...]) -> Accounts:
    """Print 07 with ``units`` in the budget column alone."""
    accounts = balanced(str(units)).lose("three_public", "found")
    for item, count in zip(("total", "abroad", "reception", "vehicles"), units, strict=True):
        accounts.print_row("three_public", item, "total" if item == "total" else "line")
        cell = None if count is None else count * accounts.quantum
        accounts.row("three_public", item).cells["budget"] = cell
    return accounts


@pytest.fixture(scope="module")
def bound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The outcome of ``three_public.total`` in a document for each row of ``BOUND``."""
    found = outcomes(tmp_path_factory.mktemp("bound"), *map(three_public, BOUND))
    rows = found.filter(pl.col("identity") == "three_public.total")
    return dict(rows.select("document_id", "outcome").iter_rows())


@pytest.mark.parametrize("units", BOUND, ids=str)
def test_bound(units: tuple[int | None, ...], bound: dict[str, str]) -> None:
    assert bound[str(units)] == BOUND[units]


def test_bound_has_the_unit_of_its_table(tmp_path: Path) -> None:
    accounts = balanced("in yuan", quantum=1)
    accounts.add("three_public", "total", budget=3)
    assert places(outcomes(tmp_path, accounts), "three_public.total")["合计 / budget"] == "violated"


def test_total_is_bound_by_items_and_not_by_classes(tmp_path: Path) -> None:
    """Three units between 合计 and Σ类 are rounding where seven 项 stand below two 类."""
    accounts = balanced("summed").add("general_budget_expenditure", "total", opening=0)
    for row in accounts.rows["general_budget_expenditure"]:
        row.cells["opening"] = accounts.quantum * 10 if row.role == "item" else None
    accounts.add("general_budget_expenditure", "total", opening=73)
    found = places(outcomes(tmp_path, accounts), "general_budget.total_sum")
    assert found["合计 / opening"] == "rounding"


def test_row_of_a_class_is_bound_by_the_leaves_of_its_columns(tmp_path: Path) -> None:
    accounts = balanced("class row")
    cells = accounts.row("expenditure", "208").cells
    cells["total"] = sum(fen or 0 for name, fen in cells.items() if name != "total")
    accounts.add("expenditure", "208", total=4)  # three leaves in each of three columns: 4.5
    found = outcomes(tmp_path, accounts)
    assert places(found, "expenditure.row_sum")["208 名208"] == "rounding"


def test_missing_row_is_not_testable(tmp_path: Path) -> None:
    accounts = balanced("no total").drop("summary", "total", "收入")
    found = outcomes(tmp_path, accounts)
    assert places(found, "summary.income_total") == {"本年收入合计": "not_testable"}
    assert places(found, "across.income_total") == {"本年收入合计": "not_testable"}


def test_missing_column_is_not_testable(tmp_path: Path) -> None:
    accounts = balanced("no income column")
    for row in accounts.rows["government_fund"]:
        del row.cells["income"]
    assert set(places(outcomes(tmp_path, accounts), "government_fund.year_balance").values()) == {
        "not_testable"
    }


def test_lost_class_is_zero_in_the_other_statement(tmp_path: Path) -> None:
    accounts = balanced("lost")
    for item in ("208", "20805", "2080501", "2080505", "20808", "2080801"):
        accounts.drop("expenditure", item)
    found = outcomes(tmp_path, accounts)
    assert places(found, "across.expenditure_class")["名208"] == "violated"
    assert places(found, "across.subject_at_most")["2080501 名2080501 / total"] == "violated"


def test_statement_that_prints_no_subjects_tells_nothing_of_classes(tmp_path: Path) -> None:
    accounts = balanced("totals only")
    accounts.rows["expenditure"] = [accounts.row("expenditure", "total")]
    found = outcomes(tmp_path, accounts)
    assert set(places(found, "across.expenditure_class").values()) == {"not_testable"}
    assert places(found, "across.expenditure_total") == {"本年支出合计": "exact"}


def test_line_of_an_unknown_name_does_not_accuse_a_class(tmp_path: Path) -> None:
    accounts = balanced("renamed")
    accounts.row("summary", "208").item = "line:社会保障"
    found = places(outcomes(tmp_path, accounts), "across.expenditure_class")
    assert found["208 名208"] == "not_testable"
    assert found["名201"] in ("exact", "rounding")


def test_one_line_for_all_appropriations_tells_nothing_by_fund(tmp_path: Path) -> None:
    accounts = balanced("old form")
    parts = [accounts.row("summary", item) for item in ("fund", "capital")]
    for part in parts:
        part.role = "of_which"
        accounts.add("summary", "general", amount=(part.cells["amount"] or 0) // accounts.quantum)
    found = outcomes(tmp_path, accounts)
    assert set(places(found, "across.appropriation_lines").values()) == {"not_testable"}
    assert places(found, "across.appropriation_income")["财政拨款收入"] != "violated"
    assert places(found, "summary.income_total")["本年收入合计"] != "violated"


def test_empty_statement_tests_nothing_but_stands_for_zero(tmp_path: Path) -> None:
    empty = balanced("empty").lose("government_fund", "empty")
    absent = balanced("absent").lose("government_fund", "absent")
    found = outcomes(tmp_path, empty, absent)
    own = found.filter(pl.col("identity").str.starts_with("government_fund."))
    assert own.is_empty()
    total = found.filter(pl.col("identity") == "across.government_fund_total")
    assert dict(total.select("document_id", "outcome").iter_rows()) == {
        "empty": "violated",
        "absent": "not_testable",
    }


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(min_value=0, max_value=10**6), quantum=st.sampled_from([1, 100, 10_000]))
def test_accounts_that_balance_never_raise_an_alarm(
    tmp_path_factory: pytest.TempPathFactory, seed: int, quantum: int
) -> None:
    documents = [balanced(f"{seed + k}", seed + k, quantum) for k in range(30)]
    found = outcomes(tmp_path_factory.mktemp("balanced"), *documents)
    alarms = found.filter((pl.col("outcome") == "violated") & (pl.col("severity") == "critical"))
    assert alarms.is_empty()


def test_cells_are_integers(tmp_path: Path) -> None:
    with open_batch([write_part(tmp_path, [balanced("types")])], EXPECTATIONS) as connection:
        kinds = dict(
            connection.execute("SELECT column_name, column_type FROM (DESCRIBE cell)").fetchall()
        )
    assert {kinds[name] for name in ("value", "quantum", "rounding")} == {"BIGINT"}
    assert isinstance(connection, duckdb.DuckDBPyConnection)
