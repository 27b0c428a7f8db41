"""Rounding that reaches its bound, and rounding that no unrounded amounts explain."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipelines.gate import Rules, judge
from tests.gate.accounts import balanced, write_part
from tests.gate.conftest import EXPECTATIONS, TODAY
from tests.gate.location.drawn import outcomes
from tests.gate.location.rounded import PLANTS


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    folder = tmp_path_factory.mktemp("rounded")
    documents = [balanced("sound", 2), balanced("exact", quantum=1)]
    documents += [balanced("wrong").add("three_public", "total", budget=500)]
    documents += [plant() for plant in PLANTS.values()]
    part = write_part(folder / "part", documents)
    judgement = judge([part], folder, Rules(EXPECTATIONS, TODAY))
    assert set(judgement.quarantined) == {"wrong"}
    assert judgement.blocking == []
    return pl.read_parquet(folder / "identity_result.parquet")


def test_stretched_rounding_is_told_where_it_is_and_only_there(results: pl.DataFrame) -> None:
    violated = results.filter(
        pl.col("outcome") == "violated", pl.col("identity").is_in(list(PLANTS))
    )
    assert set(violated.select("document_id", "identity").rows()) == {(i, i) for i in PLANTS}
    assert violated.height == len(PLANTS)


def test_finding_names_the_identity_that_reached_its_bound(results: pl.DataFrame) -> None:
    row = results.filter(pl.col("identity") == "rounding.strict").row(0, named=True)
    assert row["place"] == "名201（appropriation_summary.row_sum）"
    assert "less than half of the last decimal" in row["finding_en"]


def test_sound_documents_can_be_unrounded_and_exact_ones_need_no_proof(
    results: pl.DataFrame,
) -> None:
    """Nor is one tested that is quarantined anyway."""
    rows = results.filter(pl.col("identity") == "joint.feasible")
    assert dict(rows.select("document_id", "outcome").iter_rows()) == {
        "sound": "exact",
        "rounding.strict": "exact",
        "joint.feasible": "violated",
    }
    exact = results.filter(pl.col("document_id") == "exact")
    assert "rounding" not in set(exact["outcome"])


def test_slack_and_leaves_of_a_place(results: pl.DataFrame) -> None:
    rows = results.filter(
        pl.col("identity") == "three_public.total", pl.col("document_id") == "wrong"
    )
    wrong, sound = rows.sort("outcome", descending=True).iter_rows(named=True)
    assert (wrong["leaves"], wrong["bound"]) == (4, Decimal("200.000"))
    assert wrong["slack"] == wrong["bound"] - abs(wrong["difference"])
    assert wrong["slack"] < 0 <= sound["slack"]
    counted = results.filter(pl.col("identity") == "structure.unique_rows")
    assert counted["slack"].null_count() == counted["leaves"].null_count() == counted.height


def test_documents_beyond_the_limit_are_not_testable(tmp_path: Path) -> None:
    """Those nearest to a bound come first."""
    documents = [balanced("sound", 2), PLANTS["rounding.strict"]()]
    found = outcomes(tmp_path, *documents, most_joint=1)
    rows = found.filter(pl.col("identity") == "joint.feasible")
    assert dict(rows.select("document_id", "outcome").iter_rows()) == {
        "sound": "not_testable",
        "rounding.strict": "exact",
    }
