"""Every identity holds in balanced accounts and fails where an error is planted, and only there."""

from __future__ import annotations

from collections import Counter

import polars as pl
import pytest

from pipelines.gate import Rules, judge
from pipelines.gate.identity import load_suites
from tests.gate.accounts import Accounts, balanced, write_part
from tests.gate.conftest import EXPECTATIONS, TODAY
from tests.gate.implausible import PRINTED
from tests.gate.implausible import STATED as MAGNIFIED
from tests.gate.location.rounded import PLANTS as ROUNDED
from tests.gate.plants import PLANTS, X
from tests.gate.stated import PLANTS as STATED

IDENTITIES = [i for suite in load_suites(EXPECTATIONS) for i in suite.identities]
ELSEWHERE = {*STATED, *PRINTED, *MAGNIFIED, *ROUNDED}
DECLARED = [i.id for i in IDENTITIES if i.id not in ELSEWHERE]


def other_layouts(name: str) -> Accounts:
    """05 with carry-over columns, 06 with a 合计 row and a column each for 人员 and 公用."""
    accounts = balanced(name)
    for row in accounts.rows["general_budget_expenditure"]:
        row.cells |= {"opening": None, "income": row.cells["total"], "closing": None}
    basic = accounts.rows["basic_expenditure"]
    for row in basic:
        measure = "personnel" if row.side == "人员经费" else "public"
        row.cells[measure] = row.cells["amount"]
    parts = {row.item: row.cells["amount"] or 0 for row in basic if row.role == "total"}
    accounts.print_row("basic_expenditure", "total", "grand_total")
    basic[-1].cells = {
        "amount": sum(parts.values()),
        "personnel": parts["personnel_total"],
        "public": parts["public_total"],
    }
    return accounts


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """Identity results of sound documents and of one document a plant, judged in one batch."""
    folder = tmp_path_factory.mktemp("plants")
    documents = [balanced("sound"), other_layouts("sound too")]
    for plant in PLANTS.values():
        documents.append(balanced(plant.identity))
        plant.make(documents[-1])
    part = write_part(folder / "part", documents)
    judgement = judge([part], folder, Rules(EXPECTATIONS, TODAY))
    assert judgement.blocking == []
    assert set(judgement.quarantined) == {plant.identity for plant in PLANTS.values()}
    return pl.read_parquet(folder / "identity_result.parquet")


def test_every_identity_has_a_planted_error() -> None:
    assert sorted([*PLANTS, *ELSEWHERE]) == sorted(i.id for i in IDENTITIES)


@pytest.mark.parametrize("identity", DECLARED)
def test_holds_in_balanced_accounts(identity: str, results: pl.DataFrame) -> None:
    sound = results.filter(
        pl.col("document_id").str.starts_with("sound") & (pl.col("identity") == identity)
    )
    outcomes = set(sound["outcome"])
    assert outcomes & {"exact", "rounding"}
    assert "violated" not in outcomes


@pytest.mark.parametrize("identity", DECLARED)
def test_fails_where_an_error_is_planted(identity: str, results: pl.DataFrame) -> None:
    violated = results.filter(
        (pl.col("document_id") == identity)
        & (pl.col("outcome") == "violated")
        & (pl.col("severity") == "critical")
    )
    assert Counter(violated["identity"]) == PLANTS[identity].violates
    assert violated["place"].null_count() == 0


def test_a_violation_names_amounts_and_cells(results: pl.DataFrame) -> None:
    row = results.filter(
        (pl.col("document_id") == "three_public.total") & (pl.col("outcome") == "violated")
    ).row(0, named=True)
    assert row["place"] == "合计 / budget"
    assert row["printed"] - row["recomputed"] == row["difference"]
    assert row["bound"] == 200  # 元: four cells of 0.01 万元, half a unit each
    assert abs(row["difference"] + X * 100) <= row["bound"]
    assert [cell["row_no"] for cell in row["cells"]] == [1, 2, 3, 4]
    assert {cell["page"] for cell in row["cells"]} == {7}


def test_what_holds_carries_no_cells(results: pl.DataFrame) -> None:
    held = results.filter(pl.col("outcome") != "violated")
    assert held["cells"].null_count() == held.height
