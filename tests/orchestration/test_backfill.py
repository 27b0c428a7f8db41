"""A backfill: each year a run in a process of its own; what fails, fails alone."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
import pytest

from pipelines.gate import Judgement, LoadCheck
from pipelines.gate.kin import Kinship
from pipelines.landing import LEDGER_SCHEMA
from pipelines.orchestration.backfill import Backfill, Year, backfill, shares
from pipelines.orchestration.instance import open_instance
from pipelines.orchestration.rooms import Rooms
from pipelines.orchestration.signals import Counting, Signals
from pipelines.settings import Settings
from pipelines.star import StarReport
from pipelines.warehouse import Publication
from pipelines.workers.intake import Intake
from pipelines.workers.parts import PartStore, packed, unpacked
from tests.orchestration.judged import write_verdicts

YEARS = (2020, 2021, 2022)


@dataclass
class Noted:
    """Notes what a backfill tells."""

    documents: dict[int, int] = field(default_factory=dict)
    years: list[int] = field(default_factory=list)

    def begin(self, signals: Signals, documents: Mapping[int, int]) -> None:
        self.documents = dict(documents)

    def ended(self, year: Year) -> None:
        self.years.append(year.year)


def scan(raw: Path, known: object, **_: object) -> pl.DataFrame:
    rows = [{"path": f"{y}.txt", "fiscal_year": y, "status": "candidate"} for y in YEARS]
    return pl.DataFrame(rows, schema=LEDGER_SCHEMA)


def take_in(
    ledger: pl.DataFrame, years: Sequence[int], *, store: PartStore, **_: object
) -> dict[int, Intake]:
    (year,) = years
    if year == YEARS[0]:
        time.sleep(0.5)  # the year after must wait for it
    if not store.parts(year):
        row: dict[str, object] = {
            "document_id": str(year),
            "outcome": "read",
            "division_code": "1",
            "body": "局",
        }
        store.write(year, unpacked([packed({"document": [row]})]))
        return {year: Intake(1, 0)}
    return {year: Intake(0, 1)}


def judge(parts: object, out: Path, rules: object, *, kin: Kinship, **_: object) -> Judgement:
    year = int(out.parent.name.partition("=")[2])
    behaviour = out.parents[2] / f"{year}.fails"
    if behaviour.exists():
        if behaviour.read_text() == "crash":
            os.abort()
        write_verdicts(out, kin)
        return Judgement({}, {}, {}, blocking=["01.total failed with 3 rows"])
    write_verdicts(out, kin, exact=kin.prior.height)
    return Judgement({}, {}, {})


def build(year: int | None = None, *, out: Path, **_: object) -> StarReport:
    return StarReport(year, {"fact_income": 3}, {"published": 1}, 0)


def check_star(*_: object, **__: object) -> LoadCheck:
    return LoadCheck((), [])


def publish(star: Path, *, target: Path, **_: object) -> Publication:
    target.write_bytes(b"published")
    return Publication({}, {}, True, 9)


def extractor() -> str:
    return "code1"


def nothing(*_: object, **__: object) -> dict[Any, Any]:
    return {}


ROOMS = Rooms(
    scan=scan,
    extractor=extractor,
    take_in=take_in,
    judge=judge,
    take_again=nothing,
    review=nothing,
    build=build,
    build_unplaced=build,
    check_star=check_star,
    publish=publish,
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "warehouse").mkdir()
    return Settings(raw=tmp_path / "raw", warehouse=tmp_path / "warehouse", workers=2)


def fill(settings: Settings, **fails: str) -> tuple[Backfill, Noted]:
    for year, how in fails.items():
        (settings.warehouse / f"{year[1:]}.fails").write_text(how)
    noted = Noted()
    return backfill(settings, (2016, 2024), noted, ROOMS), noted


def test_every_year_is_a_run_of_its_own_and_all_are_published_at_once(settings: Settings) -> None:
    done, noted = fill(settings)
    assert done.good
    assert noted.documents == dict.fromkeys(YEARS, 1)
    assert sorted(noted.years) == [year.year for year in done.years] == list(YEARS)
    with open_instance(settings) as instance:
        runs = {run.run_id: run for run in instance.get_runs()}
        for year in done.years:
            assert year.report is not None
            run = runs[year.report.run_id]
            assert (run.job_name, run.status) == ("one_year", dg.DagsterRunStatus.SUCCESS)
            assert run.tags["dagster/asset_partition_range_start"] == str(year.year)
            chosen = dg.AssetRecordsFilter(
                asset_key=dg.AssetKey("verdicts"), asset_partitions=[str(year.year)]
            )
            event = instance.fetch_materializations(chosen, limit=1).records[0]
            assert event.asset_materialization is not None
            # The year before had been read when this one was judged.
            earlier = event.asset_materialization.metadata["exact"].value
            assert earlier == int(year.year != YEARS[0])
    assert len(runs) == len(YEARS) + 1


def test_years_that_fail_fail_alone_and_are_done_the_next_time(settings: Settings) -> None:
    done, _ = fill(settings, y2020="crash", y2021="held")
    crashed, held, good = (year.fault for year in done.years)
    assert "crashed (signal 6)" in crashed
    assert "01.total failed with 3 rows" in held
    assert good == ""
    assert not done.good
    assert done.publication is not None
    assert done.publication.published
    for left in settings.warehouse.glob("*.fails"):
        left.unlink()
    again, _ = fill(settings)
    assert again.good
    assert sum(year.report.read for year in again.years if year.report) == 0


def test_years_that_are_none_are_refused(settings: Settings) -> None:
    with pytest.raises(ValueError, match="fiscal years run from"):
        backfill(settings, (1999, 2020), Noted(), ROOMS)


def test_the_desk_tells_counts_and_what_has_been_read(tmp_path: Path) -> None:
    signals = Signals(tmp_path, (2020, 2021))
    counting = Counting(signals, 2020)
    assert signals.told(2020) is None
    counting.start(3)
    counting.advance("a.txt")
    assert signals.told(2020) == (1, 3)
    signals.close_reading(2020)
    signals.await_reading(2020)  # read
    signals.await_reading(2019)  # of no concern to this backfill


@pytest.mark.parametrize(
    ("years", "workers", "expected"),
    [(9, 2, [1] * 8 + [2]), (9, 1, [1] * 9), (4, 2, [1] * 4), (1, 8, [8]), (3, 8, [2, 2, 2])],
)
def test_years_of_a_last_round_share_the_workers(
    years: int, workers: int, expected: list[int]
) -> None:
    assert shares(years, workers) == expected
