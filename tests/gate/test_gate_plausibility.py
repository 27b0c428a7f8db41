"""What no sum sees is told by other evidence: each kind once, named, and never in sound documents."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipelines.gate import Rules, judge
from tests.gate.accounts import balanced, write_part
from tests.gate.conftest import EXPECTATIONS, TODAY
from tests.gate.implausible import PRINTED, SOUND, STATED, plausible
from tests.gate.stated import Stated, write_stated, year_before


def _results(folder: Path) -> pl.DataFrame:
    frame = pl.read_parquet(folder / "identity_result.parquet")
    return frame.filter(pl.col("identity").str.starts_with("plausibility."))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    folder = tmp_path_factory.mktemp("printed")
    documents = [plausible("sound", balanced("sound", seed)) for seed in (1,)]
    for identity, planted in PRINTED.items():
        documents.append(plausible(identity, balanced("sound")))
        planted.make(documents[-1])
    part = write_part(folder / "part", documents)
    judge([part], folder, Rules(EXPECTATIONS, TODAY))
    return _results(folder)


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    folder = tmp_path_factory.mktemp("stated")
    documents = [SOUND(Stated("sound"))]
    for identity, make in STATED.items():
        make(document := SOUND(Stated(identity)))
        documents.append(document)
    before = [year_before(document.name) for document in documents]
    judge(
        [write_stated(folder / "now", documents)],
        folder,
        Rules(EXPECTATIONS, TODAY),
        previous=[write_stated(folder / "before", before)],
    )
    return _results(folder)


def outcomes(results: pl.DataFrame, document: str, identity: str) -> pl.DataFrame:
    return results.filter((pl.col("document_id") == document) & (pl.col("identity") == identity))


@pytest.mark.parametrize("identity", PRINTED)
def test_sound_accounts_are_plausible(identity: str, printed: pl.DataFrame) -> None:
    found = set(outcomes(printed, "sound", identity)["outcome"])
    assert found & {"exact", "rounding"}
    assert "violated" not in found


@pytest.mark.parametrize("identity", PRINTED)
def test_a_planted_error_is_told_and_named(identity: str, printed: pl.DataFrame) -> None:
    rows = outcomes(printed, identity, identity).filter(pl.col("outcome") == "violated")
    assert rows.height == 1
    assert rows["severity"].to_list() == ["warning"]
    assert PRINTED[identity].named in rows["place"][0]
    assert rows["finding_zh"].null_count() == rows["finding_en"].null_count() == 0


@pytest.mark.parametrize("identity", STATED)
def test_a_sound_disclosure_is_of_one_magnitude(identity: str, stated: pl.DataFrame) -> None:
    found = set(outcomes(stated, "sound", identity)["outcome"])
    assert found & {"exact", "rounding"}
    assert "violated" not in found


@pytest.mark.parametrize("identity", STATED)
def test_a_wrong_unit_is_told(identity: str, stated: pl.DataFrame) -> None:
    assert "violated" in set(outcomes(stated, identity, identity)["outcome"])
