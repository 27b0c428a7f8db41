"""What a night judges: what is new and its kin, and nothing else; and what a broken night leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from pipelines.gate import Judgement
from pipelines.gate.kin import Kinship
from pipelines.gate.verdict_store import VerdictStore, read_verdicts
from pipelines.orchestration.inputs import verdicts_name
from pipelines.orchestration.judging import Judge
from pipelines.orchestration.marks import Marks
from pipelines.orchestration.rooms import Rooms
from pipelines.review import quarantined
from pipelines.settings import Settings
from pipelines.workers.parts import PartStore, packed, unpacked
from tests.orchestration.judged import write_verdicts

YEAR = 2023


@dataclass
class Gate:
    """A gate that accepts everything and notes what it was asked to judge."""

    unclean: list[str] = field(default_factory=list)
    breaks_at: int = 99
    lots: list[set[str]] = field(default_factory=list)

    @property
    def judged(self) -> set[str]:
        return {document for lot in self.lots for document in lot}

    def judge(
        self, parts: object, out: Path, rules: object, *, kin: Kinship, **_: object
    ) -> Judgement:
        if len(self.lots) == self.breaks_at:
            raise OSError("no space left on device")
        self.lots.append(set(kin.groups["document_id"]))
        write_verdicts(out, kin)
        return Judgement({}, {}, {}, blocking=self.unclean)


@dataclass
class House:
    """A warehouse with readings, to be judged night by night."""

    settings: Settings

    @property
    def readings(self) -> PartStore:
        return PartStore(self.settings.readings, "code1")

    @property
    def verdicts(self) -> VerdictStore:
        return VerdictStore(self.settings.verdicts)

    def read(self, *rows: dict[str, object], year: int = YEAR) -> House:
        """Read documents in one part."""
        told = {"outcome": "read", "scope": "部门", "fiscal_year": year}
        given = [told | {"sha256": digest(str(row["document_id"]))} | row for row in rows]
        self.readings.write(year, unpacked([packed({"document": [row]}) for row in given]))
        return self

    def night(self, gate: Gate | None = None, year: int = YEAR, **changes: Any) -> set[str]:
        """Judge a year, and give the documents that were judged."""
        gate = gate or Gate()
        rooms = Rooms(extractor=lambda: "code1", judge=gate.judge)
        Judge(self.settings.model_copy(update=changes), rooms).judge(year)
        return gate.judged

    def held(self) -> list[str]:
        """Give the documents of all parts, sorted: one that lies twice is told twice."""
        verdict = read_verdicts(self.verdicts.parts(YEAR), "verdict")
        return sorted(verdict["document_id"]) if verdict.width else []

    @property
    def key(self) -> str | None:
        return Marks(self.settings.marks).key(verdicts_name(YEAR))


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(Settings(raw=tmp_path / "raw", warehouse=tmp_path / "warehouse"))


def digest(document: str) -> str:
    return sha256(document.encode()).hexdigest()


def bodies(divisions: Iterable[int]) -> list[dict[str, object]]:
    """Give a department and two of its units in every division."""
    return [
        {
            "document_id": f"{division}-{unit}",
            "division_code": f"{division}",
            "body": f"局{unit}",
            "unit_code": f"70300{unit}",
            "scope": "单位" if unit else "部门",
        }
        for division in divisions
        for unit in range(3)
    ]


def test_new_documents_are_judged_with_their_kin_and_nobody_else(house: House) -> None:
    known = bodies(range(100))
    assert len(house.read(*known).night()) == 300
    key = house.key
    assert house.night() == set()
    assert house.key == key
    news: list[dict[str, object]] = [
        {"document_id": f"new-{n}", "division_code": f"{n}", "body": "局0"} for n in range(10)
    ]
    judged = house.read(*news).night()
    assert judged == {f"{n}-{unit}" for n in range(10) for unit in range(3)} | {
        f"new-{n}" for n in range(10)
    }
    assert house.key not in (None, key)
    assert house.held() == sorted(str(row["document_id"]) for row in known + news)


def test_a_part_holds_whole_groups_up_to_its_size(house: House) -> None:
    gate = Gate()
    house.read(*bodies(range(5))).night(gate, judged_together=7)
    assert [len(lot) for lot in gate.lots] == [6, 6, 3]
    assert len(house.verdicts.parts(YEAR)) == 3
    alone = Gate()
    house.night(alone, judged_together=1, repair=True)
    assert [len(lot) for lot in alone.lots] == [3] * 5  # a group is never torn


def test_what_comes_for_the_year_before_is_compared_anew(house: House) -> None:
    house.read(*bodies(range(4))).night()
    house.read(*bodies([2]), year=YEAR - 1)
    assert house.night() == {"2-0", "2-1", "2-2"}
    assert house.night() == set()
    house.readings.settle({YEAR: {"0-0", "1-0", "2-0", "2-1", "2-2", "3-0"}})
    assert house.night() == {"0-0", "1-0", "2-0", "2-1", "2-2", "3-0"}


@pytest.mark.parametrize(
    ("file", "row"),
    [
        ("waivers.yml", "identity: x, reason: seen, by: me, until: 2026-01-02"),
        (
            "corrections.yml",
            "statement: summary, item: total, measure: amount, printed: '1', value: '2', "
            "reason: seen, by: me",
        ),
    ],
)
def test_a_ruling_judges_the_group_of_its_document(
    house: House, tmp_path: Path, file: str, row: str
) -> None:
    folder = tmp_path / "expectations"
    copytree(house.settings.expectations, folder)
    told: dict[str, Any] = {"expectations": folder, "today": date(2026, 1, 1)}
    house.read(*bodies(range(4))).night(**told)
    (folder / file).write_text(f"- {{sha256: '{digest('2-1')}', {row}}}")
    assert house.night(**told) == {"2-0", "2-1", "2-2"}
    assert house.night(**told) == set()
    expired = told | {"today": date(2026, 1, 3)}
    assert bool(house.night(**expired)) == (file == "waivers.yml")


def test_documents_that_are_gone_leave_their_part_and_kin_is_judged_anew(house: House) -> None:
    house.read(*bodies(range(3))).night()
    house.readings.settle({YEAR: {"0-0", "0-1", "0-2", "1-0", "1-1"}})
    assert house.night() == {"1-0", "1-1"}
    assert house.held() == ["0-0", "0-1", "0-2", "1-0", "1-1"]


def test_what_was_not_clean_blocks_can_be_read_and_is_judged_again(house: House) -> None:
    house.read(*bodies(range(3))).night()
    house.read({"document_id": "new", "division_code": "1", "body": "局0"})
    for _ in range(2):
        assert house.night(Gate(unclean=["x failed"])) == {"1-0", "1-1", "1-2", "new"}
        assert house.key is None
        assert len(house.held()) == len(set(house.held())) == 10
    assert house.night() == {"1-0", "1-1", "1-2", "new"}
    assert house.key is not None
    assert len(house.held()) == 10


def test_what_was_judged_before_a_night_broke_is_not_judged_again(house: House) -> None:
    house.read(*bodies(range(4)))
    with pytest.raises(OSError, match="no space"):
        house.night(Gate(breaks_at=2), judged_together=3)
    assert len(house.held()) == 6
    assert len(house.night(judged_together=3)) == 6
    assert len(house.held()) == 12


def test_a_night_that_was_killed_before_it_settled_is_healed(house: House) -> None:
    house.read(*bodies(range(3))).night()
    (old,) = house.verdicts.parts(YEAR)
    saved = copytree(old, house.settings.warehouse / "saved")
    house.read({"document_id": "new", "division_code": "1", "body": "局0"}).night()
    sound = house.held()
    copytree(saved, old)  # the old part was not reduced
    (old.parent / ".partial-left").mkdir()
    (old.parent / "verdict.parquet").write_bytes(b"as an earlier layout had it")
    Marks(house.settings.marks).begin(verdicts_name(YEAR))
    assert house.night() == set()
    assert house.held() == sound
    assert {path.name[:5] for path in old.parent.iterdir()} == {"part-"}


def test_the_share_that_holds_a_year_is_told_over_all_parts(house: House) -> None:
    @dataclass
    class Strict(Gate):
        def judge(
            self, parts: object, out: Path, rules: object, *, kin: Kinship, **_: object
        ) -> Judgement:
            self.lots.append(set(kin.groups["document_id"]))
            held = [name for name in sorted(self.lots[-1]) if name.endswith(("-0", "-1"))]
            write_verdicts(out, kin, held=dict.fromkeys(held, "x"))
            return Judgement({}, {}, {})

    told: dict[str, Any] = {"judged_together": 3, "hold_minimum": 10}
    house.read(*bodies(range(3))).night(Strict(), **told)
    assert house.key is not None
    house.read(*bodies([3]))
    assert house.night(Strict(), **told) == {"3-0", "3-1", "3-2"}
    assert house.key is None  # 8 of 12, in parts of three
    assert len(quarantined(house.settings.verdicts, YEAR)) == 8
    assert house.night(Strict(), **told) == set()
    assert house.night(Strict(), **told | {"hold_share": 0.7}) == set()
    assert house.key is not None
