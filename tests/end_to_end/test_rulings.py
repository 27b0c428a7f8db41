"""What persons rule, end to end: waivers and corrections, judged again without reading again.

Three disclosures: one whose 07 does not add up, one with a wrong cell in 05, one as published.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

import duckdb
import pytest
import yaml
from typer.testing import CliRunner

from pipelines import cli
from pipelines.extract.text import read_text
from pipelines.orchestration.overrulings import idle
from pipelines.orchestration.replay import Replayed, replay
from pipelines.orchestration.rooms import Rooms
from pipelines.orchestration.runs import run
from pipelines.settings import ROOT, Settings
from pipelines.statements import interpret, template
from pipelines.workers.intake import take_in
from pipelines.workers.reading import ReadingTask, read_document

YEAR = 2023
TOTAL, LEAF, SOUND = "211300-703.txt", "210505-066001.txt", "211300-212.txt"
CHANGED = {
    TOTAL: ("three_public", "total", "actual"),
    LEAF: ("general_budget_expenditure", "2150501", "basic"),
}
TODAY = date(2024, 12, 1)


@dataclass(frozen=True)
class Site:
    """A warehouse after its first night, and the rules by which it is judged."""

    root: Path
    printed: Mapping[str, tuple[str, str]]
    """What each changed cell prints, and what it printed before."""

    def settings(self, **given: Any) -> Settings:
        folders = {name: self.root / name for name in ("raw", "warehouse", "expectations")}
        return Settings(**{"today": TODAY, "workers": 2, **folders, **given})

    def sha256(self, name: str) -> str:
        return sha256((self.root / "raw" / name).read_bytes()).hexdigest()

    def rule(self, file: str, rows: Sequence[Mapping[str, object]]) -> None:
        path = self.root / "expectations" / file
        path.write_text(
            yaml.safe_dump([dict(row) for row in rows], allow_unicode=True), encoding="utf-8"
        )

    def waive(self, identity: str, name: str = TOTAL) -> None:
        row = {"sha256": self.sha256(name), "identity": identity, "until": TODAY}
        self.rule("waivers.yml", [row | {"reason": "a notice", "by": "张三"}])

    def correct(self, value: str) -> None:
        cell = dict(zip(("statement", "item", "measure"), CHANGED[LEAF], strict=True))
        row = {"sha256": self.sha256(LEAF), **cell, "printed": self.printed[LEAF][0]}
        self.rule("corrections.yml", [row | {"value": value, "reason": "a notice", "by": "李四"}])

    def rows(self, query: str, *values: object) -> list[Any]:
        database = self.root / "warehouse" / "juesuan.duckdb"
        with duckdb.connect(str(database), read_only=True) as connection:
            return connection.execute(query, list(values)).fetchall()

    def fates(self) -> dict[str, tuple[str, str | None]]:
        rows = self.rows("SELECT path, status, reason FROM disclosure")
        return {path: (status, reason) for path, status, reason in rows}


def changed(text: str, name: tuple[str, str, str]) -> tuple[str, str, str]:
    """Change the first digit of a cell; gives the text, what it prints now and printed before."""
    cells = interpret(read_text(text), "d", fiscal_year=YEAR)["amount"]
    (cell,) = [c for c in cells if (c["statement"], c["item"], c["measure"]) == name]
    lines = text.split("\n")
    line, column, before = (
        int(str(cell["line"])) - 1,
        int(str(cell["col_no"])),
        str(cell["printed"]),
    )
    now = str(int(before[0]) % 9 + 1) + before[1:]
    parts = lines[line].split("\t")
    place = column - 1 if len(parts) > 2 else 1
    parts[place] = parts[place].replace(before, now)
    lines[line] = "\t".join(parts)
    return "\n".join(lines), now, before


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("night")
    (root / "raw").mkdir()
    shutil.copytree(ROOT / "expectations", root / "expectations")
    printed = {}
    for name in (TOTAL, LEAF, SOUND):
        text = (ROOT / "raw" / str(YEAR) / name).read_text(encoding="utf-8")
        if name in CHANGED:
            text, now, before = changed(text, CHANGED[name])
            printed[name] = (now, before)
        (root / "raw" / name).write_text(text, encoding="utf-8")
    site = Site(root, printed)
    report = run(site.settings())
    assert (report.published, report.failure) == (True, None)
    return site


@pytest.fixture
def site(night: Site, tmp_path: Path) -> Site:
    """The same night for every test to go on from."""
    return Site(shutil.copytree(night.root, tmp_path / "site"), night.printed)


def unread(*_: object, **__: object) -> NoReturn:
    raise AssertionError("a replay reads nothing")


def judged_again(site: Site, **given: Any) -> Replayed:
    rooms = Rooms(scan=unread, take_in=unread)
    replayed = replay(site.settings(**given), rooms)
    assert (replayed.report.failure, replayed.report.read) == (None, 0)
    return replayed


def test_what_is_wrong_is_quarantined_and_the_publisher_erred(night: Site) -> None:
    fates = night.fates()
    assert {name: status for name, (status, _) in fates.items()} == {
        TOTAL: "quarantined",
        LEAF: "quarantined",
        SOUND: "published",
    }
    rows = night.rows("SELECT path, erred FROM disclosure WHERE erred IS NOT NULL ORDER BY path")
    assert rows == [(LEAF, "publisher"), (TOTAL, "publisher")]
    assert "the publisher printed it so: both readings find" in str(fates[LEAF][1])
    both = night.rows("SELECT DISTINCT printed = printed_again, agrees FROM second_reading")
    assert both == [(True, True)]


def test_what_is_held_is_listed_with_both_readings(night: Site) -> None:
    def said(*arguments: str) -> tuple[int, str]:
        folders = [f"--{name}={night.root / name}" for name in ("raw", "warehouse")]
        result = CliRunner().invoke(cli.app, ["quarantine", *arguments, *folders])
        return result.exit_code, result.output

    code, listed = said()
    assert code == 0
    assert listed.rstrip().endswith("2 quarantined")
    code, one = said(TOTAL)
    assert code == 0
    assert LEAF not in one
    now, _ = night.printed[TOTAL]
    rows = [line for line in one.splitlines() if line.lstrip().startswith("three_public 合计")]
    assert any(line.count(f" {now} ") == 2 for line in rows), one
    assert f"sha256: {night.sha256(TOTAL)}" in one
    assert "erred: publisher" in one
    assert said("nowhere.txt") == (1, "error no quarantined document is called nowhere.txt\n")


def test_a_waiver_lets_its_document_and_identity_through_until_it_expires(site: Site) -> None:
    site.waive("three_public.total")
    replayed = judged_again(site)
    assert replayed.report.published
    assert [(c.path, c.before, c.after) for c in replayed.changes] == [
        (TOTAL, "quarantined", "accepted")
    ]
    assert site.fates()[TOTAL] == ("published", "waived: three_public.total")
    assert site.fates()[LEAF][0] == "quarantined"
    outcomes = """
        SELECT path, identity, outcome FROM identity_result JOIN disclosure USING (document_id)
        WHERE severity = 'critical' AND outcome IN ('waived', 'violated') AND path = ?
    """
    assert site.rows(outcomes, TOTAL) == [(TOTAL, "three_public.total", "waived")]
    assert {outcome for *_, outcome in site.rows(outcomes, LEAF)} == {"violated"}
    assert idle(site.settings(), site.settings().database) == []

    replayed = judged_again(site, today=date(2024, 12, 2))
    assert replayed.report.published  # the year may lose what a waiver alone let pass
    assert [(c.path, c.after) for c in replayed.changes] == [(TOTAL, "quarantined")]
    assert {outcome for *_, outcome in site.rows(outcomes, TOTAL)} == {"violated"}
    late = site.settings(today=date(2024, 12, 2))
    assert idle(late, late.database) == [
        f"waiver of three_public.total by 张三, {TOTAL}: expired on 2024-12-01"
    ]


def test_rulings_that_do_nothing_are_told(site: Site) -> None:
    site.waive("income.row_sum", SOUND)
    site.correct("1.00")
    settings = site.settings()
    assert idle(settings, settings.database) == [
        f"waiver of income.row_sum by 张三, {SOUND}: there is nothing to waive, it is not violated",
        f"correction of general_budget_expenditure 2150501 basic by 李四, {LEAF}: "
        f"no such cell prints {site.printed[LEAF][0]}",
    ]
    nobody = {"sha256": "0" * 64, "identity": "income.row_sum", "until": TODAY}
    site.rule("waivers.yml", [nobody | {"reason": "none", "by": "张三"}])
    assert "waiver of income.row_sum by 张三: no document is 000000000000…" in idle(
        settings, settings.database
    )


def test_a_waiver_of_what_is_no_identity_is_an_error_that_names_it(site: Site) -> None:
    before = site.settings().database.read_bytes()
    site.waive("three_public.totall")
    report = replay(site.settings()).report
    assert not report.published
    assert "waivers.yml: no identity is called three_public.totall" in str(report.failure)
    assert site.settings().database.read_bytes() == before


def test_a_correction_lets_its_document_through_beside_the_print(site: Site) -> None:
    printed, right = site.printed[LEAF]
    site.correct(right)
    replayed = judged_again(site)
    assert replayed.report.published
    assert replayed.years == (YEAR,)
    status, reason = site.fates()[LEAF]
    assert (status, str(reason)[:37]) == (
        "published",
        "corrected: general_budget_expenditure",
    )
    ten_thousand = [Decimal(text) * 10_000 for text in (printed, right)]
    assert site.rows(
        "SELECT printed, amount_yuan, corrected_yuan FROM printed_amount "
        "WHERE corrected_yuan IS NOT NULL"
    ) == [(printed, *ten_thousand)]
    assert site.rows(
        'SELECT printed, corrected, printed_yuan, corrected_yuan, source, "by" FROM correction'
    ) == [(printed, right, *ten_thousand, "person", "李四")]
    facts = site.rows(
        "SELECT subject_code, fund, nature, amount_yuan, derived, path FROM fact_expenditure "
        "JOIN disclosure USING (document_id) WHERE corrected"
    )
    assert facts == [("2150501", "一般公共预算", "基本", ten_thousand[1], False, LEAF)]
    nothing = judged_again(site)
    assert (nothing.years, nothing.changes, nothing.report.changed) == ((), (), False)


def test_a_replay_does_not_judge_what_other_code_has_read(site: Site) -> None:
    with pytest.raises(ValueError, match="3 documents are not read by this code yet"):
        replay(site.settings(), Rooms(extractor=lambda: "other"))
    empty = site.settings(warehouse=site.root / "nowhere")
    with pytest.raises(ValueError, match="holds no readings yet"):
        replay(empty)


def swapped(task: ReadingTask) -> dict[str, bytes]:
    """Read with templates in which two columns of 03 have changed places."""
    folder = Path(os.environ["JUESUAN_TEST_TEMPLATES"])
    known = template.templates(folder)
    interpret.__globals__["templates"] = lambda: known
    return read_document(task)


def test_a_broken_reader_holds_the_load_and_last_nights_file_stays(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(template.FOLDER, tmp_path / "templates")
    path = folder / "expenditure.yml"
    columns = path.read_text(encoding="utf-8")
    mixed = columns.replace("measure: total,", "measure: other,").replace(
        "measure: basic,", "measure: total,"
    )
    path.write_text(mixed.replace("measure: other,", "measure: basic,"), encoding="utf-8")
    monkeypatch.setenv("JUESUAN_TEST_TEMPLATES", str(folder))
    before = site.settings().database.read_bytes()
    broken = Rooms(extractor=lambda: "broken", take_in=partial(take_in, reader=swapped))
    report = run(site.settings(hold_minimum=3), rooms=broken)
    assert not report.published
    assert report.failure is None
    said = "\n".join(report.blocking)
    assert "document_door: 2023: 3 of 3 documents with expenditure fail" in said
    assert "documents with expenditure as 公开03表" in said or "as a table without" in said
    assert "documents with income fail" not in said
    assert site.settings().database.read_bytes() == before
