"""What a document says of the year before, and of its department."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from pipelines.gate import Rules, judge
from pipelines.gate.identity import load_suites
from tests.gate.conftest import EXPECTATIONS, TODAY
from tests.gate.stated import PASSES, PLANTS, Stated, write_stated, year_before

DECLARED = [i.id for s in load_suites(EXPECTATIONS) for i in s.identities if i.id in PLANTS]
DEPARTMENT = ("部门", "000009", "900")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """A sound document, one a plant and one a further pass, and the year before of three."""
    folder = tmp_path_factory.mktemp("stated")
    documents = [Stated("sound", *DEPARTMENT)]
    for identity, planted in PLANTS.items():
        planted.make(document := Stated(identity))
        documents.append(document)
    for identity, make in PASSES.items():
        make(document := Stated(f"passes {identity}"))
        documents.append(document)
    before = [year_before("sound", *DEPARTMENT)]
    before += [year_before(name) for name in ("years.change", "years.opening")]
    before += [year_before(f"001 of {d}", "单位", d, "001") for d in ("000001", "000009")]
    judgement = judge(
        [write_stated(folder / "now", documents)],
        folder,
        Rules(EXPECTATIONS, TODAY),
        previous=[write_stated(folder / "before", before)],
    )
    assert judgement.blocking == []
    frame = pl.read_parquet(folder / "identity_result.parquet")
    return frame.filter(pl.col("severity") == "warning")


def outcomes(results: pl.DataFrame, document: str, identity: str) -> set[str]:
    rows = (pl.col("document_id") == document) & (pl.col("identity") == identity)
    return set(results.filter(rows)["outcome"])


def test_the_sound_document_contradicts_nothing(results: pl.DataFrame) -> None:
    sound = results.filter((pl.col("document_id") == "sound") & (pl.col("outcome") == "violated"))
    assert sound["finding_en"].to_list() == []


@pytest.mark.parametrize("identity", DECLARED)
def test_passes(identity: str, results: pl.DataFrame) -> None:
    document = f"passes {identity}" if identity in PASSES else "sound"
    found = outcomes(results, document, identity)
    assert found & {"exact", "rounding"}
    assert "violated" not in found


@pytest.mark.parametrize("identity", DECLARED)
def test_fails_where_an_error_is_planted(identity: str, results: pl.DataFrame) -> None:
    violated = results.filter(
        (pl.col("document_id") == identity) & (pl.col("outcome") == "violated")
    )
    assert Counter(violated["identity"]) == PLANTS[identity].violates
    for column in ("place", "finding_zh", "finding_en"):
        assert violated[column].null_count() == 0


@pytest.mark.parametrize(("cents", "outcome"), [("49.00", "rounding"), ("51.01", "violated")])
def test_a_change_may_lie_between_amounts_that_were_rounded_to_its_unit(
    cents: str, outcome: str, tmp_path: Path
) -> None:
    now, before = Stated("one"), year_before("one")
    for document, printed in ((now, f"1500{cents}"), (before, "99951.00")):
        document.drop("operating_cost").say("operating_cost", "", printed, "元")
    judge(
        [write_stated(tmp_path / "now", [now])],
        tmp_path,
        Rules(EXPECTATIONS, TODAY),
        previous=[write_stated(tmp_path / "before", [before])],
    )
    found = pl.read_parquet(tmp_path / "identity_result.parquet").filter(
        pl.col("identity") == "years.change", pl.col("place").str.contains("机关运行经费")
    )
    assert found["outcome"].to_list() == [outcome]


def test_years_are_compared_for_the_same_scope_only(tmp_path: Path) -> None:
    before = year_before("now", scope="单位").put("income_total", "", "1.00")
    judge(
        [write_stated(tmp_path / "now", [Stated("now")])],
        tmp_path,
        Rules(EXPECTATIONS, TODAY),
        previous=[write_stated(tmp_path / "before", [before])],
    )
    found = pl.read_parquet(tmp_path / "identity_result.parquet")["identity"]
    assert not [name for name in found if name.startswith("years.")]


def test_the_catalogue_names_every_identity(tmp_path: Path) -> None:
    part = write_stated(tmp_path / "part", [Stated("one")])
    judge([part], tmp_path, Rules(EXPECTATIONS, TODAY))
    catalogue = pl.read_parquet(tmp_path / "identity.parquet")
    assert catalogue.columns == ["id", "zh", "en", "shape", "severity", "statements"]
    declared = [i.id for s in load_suites(EXPECTATIONS) for i in s.identities]
    assert catalogue["id"].to_list() == sorted(declared)
