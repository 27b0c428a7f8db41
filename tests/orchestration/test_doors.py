"""What the doors let pass and what they hold, in recorded runs over rooms that do nothing."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
import pytest

from pipelines.gate import Judgement, LoadCheck
from pipelines.gate.kin import Kinship
from pipelines.landing import LEDGER_SCHEMA
from pipelines.orchestration.build import build_defs
from pipelines.orchestration.instance import open_instance
from pipelines.orchestration.marks import Marks
from pipelines.orchestration.publishing import Publisher, put_back
from pipelines.orchestration.rooms import Rooms
from pipelines.orchestration.runs import RunReport, run
from pipelines.orchestration.turns import PROCESS, process_tags
from pipelines.settings import Settings
from pipelines.star import StarReport
from pipelines.star.writing import NO_YEAR
from pipelines.warehouse import BusyError, Publication
from pipelines.warehouse.kept import keep_current
from pipelines.workers.intake import Intake
from pipelines.workers.parts import PartStore, packed, unpacked
from tests.orchestration.judged import write_verdicts

HELD = dict.fromkeys(("2022", "2023"), "01.total differs by 9.00")
LAST_NIGHT, TONIGHT = b"what was published last night", b"what is published tonight"


@dataclass
class House:
    """Rooms that note what they were asked for; the fields decide what they answer."""

    years: tuple[int, ...] = (2022, 2023)
    verdict: str = "accepted"
    quarantined: dict[str, str] = field(default_factory=dict)
    document_door: list[str] = field(default_factory=list)
    load_door: list[str] = field(default_factory=list)
    asked: list[Any] = field(default_factory=list)
    passed: Path | None = None

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
            row |= {"division_code": "1", "body": "局"}
            row["sha256"] = f"{year}".rjust(64, "0")
            if not store.parts(year):
                store.write(year, unpacked([packed({"document": [row]})]))
        return {year: Intake(1, 2) for year in here}

    def judge(
        self, parts: object, out: Path, rules: object, *, kin: Kinship, **_: object
    ) -> Judgement:
        self.asked.append(("judge", out.parent.name))
        write_verdicts(out, kin, self.verdict, self.quarantined)
        return Judgement({}, {}, {}, blocking=self.document_door)

    def build(self, fiscal_year: int | None = None, *, out: Path, **_: object) -> StarReport:
        self.asked.append(("build", fiscal_year))
        folder = out / "fact_income" / f"fiscal_year={fiscal_year or NO_YEAR}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "part.parquet").write_bytes(b"")
        return StarReport(fiscal_year, {"fact_income": 3}, {"published": 1}, 0)

    def check_star(
        self, star: Path, expectations: Path, published: Path | None, *, passed: Path | None
    ) -> LoadCheck:
        self.passed = passed
        self.asked.append(("check", published))
        return LoadCheck((), self.load_door)

    def publish(self, star: Path, *, sql: Path, target: Path, keep: int) -> Publication:
        self.asked.append("publish")
        aside = target.with_suffix(".new")
        aside.write_bytes(TONIGHT)
        aside.replace(target)
        keep_current(target, keep)
        return Publication({"fact_income": 3}, {"fact_income": "00"}, True, len(TONIGHT))

    def rooms(self) -> Rooms:
        doors = ("scan", "take_in", "judge", "build", "check_star", "publish")
        given = {name: getattr(self, name) for name in doors}
        return Rooms(
            extractor=lambda: "code1",
            build_unplaced=self.build,
            take_again=lambda *_, **__: {},
            review=lambda *_, **__: {},
            **given,
        )


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


def test_a_night_without_news_makes_nothing_and_says_the_same(settings: Settings) -> None:
    night(settings, House(quarantined=HELD))
    house = House()
    report = night(settings, house)
    assert (report.published, report.changed, report.blocking) == (True, False, ())
    assert house.asked == ["scan again", "scan again"]
    with open_instance(settings) as instance:
        key = dg.AssetCheckKey(dg.AssetKey("verdicts"), "quarantined_documents")
        record = instance.get_latest_asset_check_evaluation_record(key)
        assert record is not None
        assert record.event is not None
        event = record.event.dagster_event
        assert event is not None
        assert "2022 of 2022: 01.total" in str(
            event.asset_check_evaluation_data.metadata["reasons"].value
        )


@pytest.mark.parametrize("body", ["局", "馆"])
def test_a_new_part_is_judged_with_its_body_the_year_after_and_no_other(
    settings: Settings, body: str
) -> None:
    years = (2021, 2022, 2023)
    night(settings, House(years=years))
    row: dict[str, object] = {"document_id": "new", "outcome": "read"}
    row |= {"division_code": "1", "body": body}
    part = unpacked([packed({"document": [row]})])
    PartStore(settings.readings, "code1").write(2021, part)
    house = House(years=years)
    night(settings, house)
    judged = [what for what in house.asked if what[0] == "judge"]
    after = [("judge", "fiscal_year=2022")] if body == "局" else []
    assert judged == [("judge", "fiscal_year=2021"), *after]
    assert [what for what in house.asked if what[0] == "build"] == [
        ("build", 2021),
        ("build", 2022),
    ]
    assert "publish" in house.asked


def test_what_was_held_back_is_judged_again_the_next_night(settings: Settings) -> None:
    night(settings, House(document_door=["01.total failed with 3 rows"]))
    house = House()
    assert night(settings, house).published
    assert ("judge", "fiscal_year=2023") in house.asked


def test_a_load_that_was_held_back_is_checked_again_the_next_night(settings: Settings) -> None:
    night(settings, House(load_door=["2022 lost documents"]))
    house = House()
    assert night(settings, house).published
    assert house.asked[2:] == [("check", settings.database), "publish"]


@pytest.mark.parametrize("lost", ["star", "marks"])
def test_what_somebody_removed_is_made_again(settings: Settings, lost: str) -> None:
    night(settings, House())
    shutil.rmtree(settings.warehouse / lost)
    house = House()
    night(settings, house)
    assert ("build", 2023) in house.asked


def test_a_waiver_and_another_limit_are_other_rules(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "expectations"
    shutil.copytree(settings.expectations, folder)
    settings = settings.model_copy(update={"expectations": folder, "today": date(2026, 1, 1)})
    night(settings, House())
    (folder / "waivers.yml").write_text(
        f"- {{sha256: '{'2023'.rjust(64, '0')}', identity: x, reason: seen, by: me, until: 2026-01-02}}"
    )

    def judged(**changes: object) -> list[object]:
        house = House()
        night(settings.model_copy(update=changes), house)
        return [one for one in house.asked if isinstance(one, tuple) and one[0] == "judge"]

    year = ("judge", "fiscal_year=2023")
    assert judged() == [year]  # the year of the document, and no other
    assert judged(today=date(2026, 1, 2)) == []
    assert judged(today=date(2026, 1, 3)) == [year]
    assert judged(repair=True) == [("judge", "fiscal_year=2022"), year]
    assert judged(repair=True, hold_share=0.1) == []  # told anew over what is judged


def test_a_year_that_was_left_half_built_holds_the_load_of_other_years(settings: Settings) -> None:
    night(settings, House())
    Marks(settings.marks).begin("star-2022")
    report = run(settings, years=(2023, 2023), rooms=House().rooms())
    assert report.blocking == ("load_door: 2022 was left half built: run that year again",)
    assert night(settings, House()).published


def test_a_file_that_was_put_back_stays_until_there_is_news(settings: Settings) -> None:
    keep_current(settings.database, settings.keep)
    night(settings, House())
    assert settings.database.read_bytes() == TONIGHT
    put_back(settings)
    assert settings.database.read_bytes() == LAST_NIGHT
    quiet = House()
    assert night(settings, quiet).published
    assert "publish" not in quiet.asked
    assert settings.database.read_bytes() == LAST_NIGHT
    row: dict[str, object] = {"document_id": "new", "outcome": "read"}
    PartStore(settings.readings, "code1").write(2023, unpacked([packed({"document": [row]})]))
    night(settings, House())
    assert settings.database.read_bytes() == TONIGHT


def test_only_what_has_passed_the_same_load_door_is_not_looked_at_again(
    settings: Settings, tmp_path: Path
) -> None:
    built = iter("abcdefg")

    def passed(settings: Settings) -> Path | None:
        Marks(settings.marks).done("star-2022", next(built), [])
        house = House()
        assert Publisher(settings, house.rooms()).held() == []
        assert house.asked == [("check", settings.database)]
        return house.passed

    keep_current(settings.database, settings.keep)
    assert passed(settings) is None  # nobody knows what the file of last night has passed
    Publisher(settings, House().rooms()).publish()
    assert passed(settings) == settings.database
    folder = shutil.copytree(settings.expectations, tmp_path / "expectations")
    (folder / "star" / "sums.yml").unlink()
    assert passed(settings.model_copy(update={"expectations": folder})) is None
    put_back(settings)
    assert passed(settings) is None


def test_a_second_run_leaves_with_a_word(settings: Settings) -> None:
    code = "import sys, time; from pathlib import Path; from pipelines.warehouse.lock import hold\n"
    code += "with hold(Path(sys.argv[1]), 'make run'): print(flush=True); time.sleep(600)"
    arguments = [sys.executable, "-c", code, str(settings.warehouse)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE) as first:
        assert first.stdout
        first.stdout.readline()
        with pytest.raises(BusyError, match=f"make run, process {first.pid} "):
            night(settings, House())
        first.kill()
    assert night(settings, House()).published


def test_a_run_whose_process_is_gone_is_marked_as_failed(settings: Settings) -> None:
    with open_instance(settings) as instance:
        job = build_defs(settings, House().rooms()).resolve_job_def("final_accounts")
        gone = instance.create_run_for_job(job, tags={PROCESS: f"{socket.gethostname()} 1 0"})
        instance.report_run_canceling(gone)
        mine = instance.create_run_for_job(job, tags=process_tags())
    night(settings, House())
    with open_instance(settings) as instance:
        runs = {run.run_id: run.status for run in instance.get_runs()}
    assert runs[gone.run_id] == dg.DagsterRunStatus.FAILURE
    assert runs[mine.run_id] == dg.DagsterRunStatus.NOT_STARTED


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
    house = House(quarantined=HELD)
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
        assert "2022 of 2022: 01.total differs by 9.00" in str(evaluation.metadata["reasons"].value)


def test_nothing_read_is_nothing_published(settings: Settings) -> None:
    report = night(settings, House(verdict="rejected"))
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
