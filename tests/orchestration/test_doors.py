"""What the doors let pass and what they hold, in recorded runs over rooms that do nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from pipelines.gate import Judgement, LoadCheck
from pipelines.landing import LEDGER_SCHEMA
from pipelines.orchestration.instance import open_instance
from pipelines.orchestration.rooms import Rooms
from pipelines.orchestration.runs import RunReport, run
from pipelines.settings import Settings
from pipelines.star import StarReport
from pipelines.warehouse import Publication
from pipelines.workers.intake import Intake
from pipelines.workers.parts import PartStore, packed, unpacked

LAST_NIGHT, TONIGHT = b"what was published last night", b"what is published tonight"


@dataclass
class House:
    """Rooms that note what they were asked for; the fields decide what they answer."""

    years: tuple[int, ...] = (2022, 2023)
    verdicts: dict[str, int] = field(default_factory=lambda: {"accepted": 1, "quarantined": 0})
    quarantined: dict[str, str] = field(default_factory=dict)
    document_door: list[str] = field(default_factory=list)
    load_door: list[str] = field(default_factory=list)
    asked: list[object] = field(default_factory=list)

    def scan(self, raw: Path, known: pl.DataFrame | None, **_: object) -> pl.DataFrame:
        self.asked.append("scan" if known is None else "scan again")
        rows: list[dict[str, object]] = [
            {"path": f"{year}.txt", "fiscal_year": year, "status": "candidate"}
            for year in self.years
        ]
        return pl.DataFrame(rows, schema=LEDGER_SCHEMA)

    def take_in(
        self, ledger: pl.DataFrame, years: Sequence[int], *, store: PartStore, **_: object
    ) -> dict[int, Intake]:
        here = sorted(set(years) & set(ledger["fiscal_year"]))
        for year in here:
            row: dict[str, object] = {"document_id": f"{year}", "outcome": "read"}
            store.write(year, unpacked([packed({"document": [row]})]))
        return {year: Intake(1, 2) for year in here}

    def judge(self, parts: Sequence[Path], out: Path, **_: object) -> Judgement:
        self.asked.append(("judge", out.name))
        return Judgement(self.verdicts, {"exact": 5}, self.quarantined, blocking=self.document_door)

    def build(self, fiscal_year: int | None = None, **_: object) -> StarReport:
        self.asked.append(("build", fiscal_year))
        return StarReport(fiscal_year, {"fact_income": 3}, {"published": 1}, 0)

    def check_star(self, star: Path, expectations: Path, published: Path | None) -> LoadCheck:
        self.asked.append(("check", published))
        return LoadCheck((), self.load_door)

    def publish(self, star: Path, *, sql: Path, target: Path, keep: int) -> Publication:
        self.asked.append("publish")
        target.write_bytes(TONIGHT)
        return Publication({"fact_income": 3}, {"fact_income": "00"}, True, len(TONIGHT))

    def rooms(self) -> Rooms:
        doors = ("scan", "take_in", "judge", "build", "check_star", "publish")
        given = {name: getattr(self, name) for name in doors}
        return Rooms(extractor=lambda: "code1", build_unplaced=self.build, **given)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(raw=tmp_path / "raw", warehouse=tmp_path / "warehouse")
    settings.warehouse.mkdir()
    settings.database.write_bytes(LAST_NIGHT)
    return settings


def night(settings: Settings, house: House) -> RunReport:
    return run(settings, rooms=house.rooms())


def test_a_clean_night_is_published_and_recorded(settings: Settings) -> None:
    house = House()
    report = night(settings, house)
    assert (report.published, report.blocking, report.failure) == (True, (), None)
    assert (report.read, report.known, report.changed) == (2, 4, True)
    assert settings.database.read_bytes() == TONIGHT
    assert house.asked == [
        "scan",  # which years are there?
        "scan again",
        ("judge", "fiscal_year=2022"),
        ("judge", "fiscal_year=2023"),
        ("build", None),
        ("build", 2022),
        ("build", 2023),
        ("check", settings.database),
        "publish",
    ]
    with open_instance(settings) as instance:
        record = instance.get_run_by_id(report.run_id)
        assert record is not None
        assert record.status == dg.DagsterRunStatus.SUCCESS
        event = instance.get_latest_materialization_event(dg.AssetKey("verdicts"))
        assert event is not None


def test_a_blocking_document_door_leaves_last_nights_file_as_it_was(settings: Settings) -> None:
    house = House(document_door=["01.total failed with 3 rows"])
    report = night(settings, house)
    assert not report.published
    assert report.blocking == (
        "document_door: 2022: 01.total failed with 3 rows",
        "document_door: 2023: 01.total failed with 3 rows",
    )
    assert settings.database.read_bytes() == LAST_NIGHT
    assert "publish" not in house.asked
    assert ("build", 2023) not in house.asked


def test_a_blocking_load_door_leaves_last_nights_file_as_it_was(settings: Settings) -> None:
    house = House(load_door=["2022 lost documents"])
    report = night(settings, house)
    assert (report.published, report.failure) == (False, None)
    assert report.blocking == ("load_door: 2022 lost documents",)
    assert settings.database.read_bytes() == LAST_NIGHT
    assert ("build", 2023) in house.asked
    assert "publish" not in house.asked


def test_quarantined_documents_warn_and_the_others_are_published(settings: Settings) -> None:
    house = House(quarantined={"abc": "01.total differs by 9.00"})
    report = night(settings, house)
    assert report.published
    with open_instance(settings) as instance:
        key = dg.AssetCheckKey(dg.AssetKey("verdicts"), "quarantined_documents")
        record = instance.get_latest_asset_check_evaluation_record(key)
        assert record is not None
        assert record.event is not None
        event = record.event.dagster_event
        assert event is not None
        evaluation = event.asset_check_evaluation_data
        assert (evaluation.passed, evaluation.severity) == (False, dg.AssetCheckSeverity.WARN)
        assert evaluation.metadata["documents"].value == 2
        assert "abc of 2022: 01.total differs by 9.00" in str(evaluation.metadata["reasons"].value)


def test_nothing_read_is_nothing_published(settings: Settings) -> None:
    report = night(settings, House(verdicts={"accepted": 0, "quarantined": 0}))
    assert report.blocking == ("document_door: no document could be read as final accounts",)
    assert settings.database.read_bytes() == LAST_NIGHT


def test_a_room_that_breaks_is_told_with_its_error(settings: Settings) -> None:
    def broken(*_: object, **__: object) -> StarReport:
        raise OSError("no space left on device")

    report = run(settings, rooms=replace(House().rooms(), build=broken))
    assert not report.published
    assert "no space left on device" in (report.failure or "")
    assert settings.database.read_bytes() == LAST_NIGHT


def test_a_run_over_some_years_leaves_the_others_alone(settings: Settings) -> None:
    house = House()
    report = run(settings, years=(2023, 2023), rooms=house.rooms())
    assert report.published
    assert ("judge", "fiscal_year=2022") not in house.asked
    assert ("build", 2022) not in house.asked
    assert ("build", 2023) in house.asked


def test_a_year_whose_documents_are_gone_is_built_empty(settings: Settings) -> None:
    night(settings, House())
    (settings.star / "fact_income" / "fiscal_year=2022").mkdir(parents=True)
    (settings.verdicts / "fiscal_year=2022").mkdir(parents=True)
    PartStore(settings.readings, "code1").settle({2023: {"2023"}})
    house = House(years=(2023,))
    night(settings, house)
    assert ("judge", "fiscal_year=2022") not in house.asked
    assert ("build", 2022) in house.asked
    assert not (settings.verdicts / "fiscal_year=2022").exists()


def test_a_document_of_a_year_to_come_is_rejected_and_holds_up_nobody(settings: Settings) -> None:
    report = night(settings, House(years=(2023, 2099)))
    assert report.published
    rows = pl.read_parquet(settings.ledger).select("path", "fiscal_year", "status").rows()
    assert rows == [("2023.txt", 2023, "candidate"), ("2099.txt", None, "rejected")]
    reasons = pl.read_parquet(settings.ledger)["reason"].drop_nulls().to_list()
    assert len(reasons) == 1
    assert reasons[0].startswith("fiscal year 2099 is not one of 2007 to ")
