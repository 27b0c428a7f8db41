"""Documents may come in any order over any nights: the verdicts are those of judging all at once."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from shutil import copytree

import polars as pl
import pytest

from pipelines.gate import document_door, judge
from pipelines.gate.verdict_store import VerdictStore, read_verdicts
from pipelines.orchestration.judging import Judge
from pipelines.orchestration.rooms import Rooms
from pipelines.settings import ROOT, Settings
from pipelines.statements.tables import TABLES
from pipelines.workers.parts import PartStore
from tests.gate.accounts import Accounts, balanced, write_part
from tests.gate.stated import Stated, write_stated, year_before

YEAR = 2023
SUITES = {"years.yml", "plausibility.yml", "three_public.yml", "expenditure.yml", "basic.yml"}
COMPARED = ("verdict", "identity_result", "suspect", "correction", "family")
Document = tuple[int, dict[str, pl.DataFrame]]
"""A year, and the rows of a document in every table."""


@pytest.fixture(scope="module")
def expectations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The suites that compare documents, and a few that hold them back."""
    folder = tmp_path_factory.mktemp("expectations") / "few"
    copytree(ROOT / "expectations", folder)
    for path in folder.glob("*.yml"):
        if path.name not in SUITES:
            path.unlink()
    return folder


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    """Departments and units of two divisions, with errors, and the year before of some."""
    folder = tmp_path_factory.mktemp("documents")
    department, twin = (
        Stated("sound", "部门", "000009", "900"),
        Stated("twin", "部门", "000001", "900"),
    )
    twin.body = "sound"
    units = [Stated(f"unit {n}", "单位", "000009", f"90000{n}") for n in range(3)]
    units[0].put("income_total", "", "100.01")
    before = [
        year_before("sound", "部门", "000009", "900"),
        year_before("unit 0", "单位", "000009"),
    ]
    before += [year_before("001 of 000009", "单位", "000009", "001")]
    before[0].put("income_total", "", "80.00")
    found = [(YEAR, _stated(folder, one)) for one in (department, twin, *units)]
    found += [(YEAR - 1, _stated(folder, one)) for one in before]
    accounts = [balanced(f"accounts {n}", 7) for n in range(3)]
    accounts[0].add("expenditure", "2080501", basic=300_000)
    accounts[1].row("expenditure", "2080501").cells["basic"] = None
    return found + [(YEAR, _placed(folder, one)) for one in accounts]


def _stated(folder: Path, document: Stated) -> dict[str, pl.DataFrame]:
    return _tables(write_stated(folder / f"{document.name} {id(document)}", [document]))


def _placed(folder: Path, document: Accounts) -> dict[str, pl.DataFrame]:
    """Give accounts of units of one department, each under a name of its own."""
    tables = _tables(write_part(folder / document.name, [document]))
    told = {"division_code": "000007", "body": document.name, "department": document.name}
    told |= {"unit_code": "700001", "scope": "单位"}
    whose = [pl.lit(value).alias(name) for name, value in told.items()]
    return tables | {"document": tables["document"].with_columns(whose)}


def _tables(part: Path) -> dict[str, pl.DataFrame]:
    return {name: pl.read_parquet(part / f"{name}.parquet") for name in TABLES}


def judged(
    folder: Path, expectations: Path, nights: Iterable[list[Document]], together: int = 2000
) -> dict[str, pl.DataFrame]:
    """Give all tables of the year's verdicts after nights on which these documents came."""
    settings = Settings(
        warehouse=folder,
        expectations=expectations,
        judged_together=together,
        today=date(2024, 9, 1),
    )
    readings = PartStore(settings.readings, "code1")
    for night in nights:
        for year in {year for year, _ in night}:
            new = [tables for at, tables in night if at == year]
            readings.write(year, {n: pl.concat(tables[n] for tables in new) for n in TABLES})
        for year in (YEAR - 1, YEAR):
            Judge(settings, Rooms(extractor=lambda: "code1", judge=judge)).judge(year)
    parts = VerdictStore(settings.verdicts).parts(YEAR)
    return {name: _ordered(read_verdicts(parts, name)) for name in COMPARED}


def _ordered(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.sort([name for name, kind in frame.schema.items() if not kind.is_nested()])


@pytest.mark.parametrize("seed", [1])
def test_any_split_over_nights_leaves_the_verdicts_of_judging_all_at_once(
    seed: int,
    documents: list[Document],
    expectations: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(document_door, "_validate", lambda *_: ())  # tests its own bookkeeping
    whole = judged(tmp_path / "at once", expectations, [documents])
    dice, order = random.Random(seed), list(documents)
    dice.shuffle(order)
    cuts = sorted(dice.sample(range(1, len(order)), 3))
    nights = [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]
    over = judged(tmp_path / "over nights", expectations, nights, together=2)
    assert whole["verdict"].height == 8
    assert set(whole["verdict"]["verdict"]) == {"accepted", "quarantined"}
    assert whole["suspect"].height > 0
    compared = whole["identity_result"].filter(pl.col("identity").str.starts_with("years."))
    assert {"violated", "exact"} <= set(compared["outcome"])
    for name, frame in whole.items():
        assert over[name].equals(frame), name
