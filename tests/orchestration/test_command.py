"""The command line over the real rooms: one night, the night after, and what is refused."""

from __future__ import annotations

import os
import shutil
from functools import partial
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from pipelines import cli
from pipelines.orchestration.rooms import Rooms
from pipelines.orchestration.runs import run
from pipelines.settings import ROOT, Settings
from pipelines.workers.intake import take_in
from pipelines.workers.reading import ReadingTask, read_document

SAMPLES = ROOT / "raw" / "2023"
GOOD, OTHER = "211300-703.txt", "211300-212.txt"


def invoke(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli.app, list(arguments), catch_exceptions=False)
    return result.exit_code, result.output


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    shutil.copy(SAMPLES / GOOD, folder)
    return folder


def test_a_night_the_night_after_and_the_questions(raw: Path, tmp_path: Path) -> None:
    (raw / "empty.txt").write_bytes(b"")
    (raw / "junk.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    (raw / "novel.txt").write_text("话说天下大势，分久必合，合久必分。", encoding="utf-8")
    shutil.copy(raw / GOOD, raw / "again.txt")
    site = ("--raw", str(raw), "--warehouse", str(tmp_path / "warehouse"))

    code, said = invoke("run", *site)
    assert code == 0, said
    assert "rejected empty.txt: the file is empty" in said
    assert "rejected junk.pdf: " in said
    assert "rejected novel.txt: " in said
    assert counts(said) >= {("published", 1), ("duplicate", 1), ("rejected", 3)}
    assert ("documents read now", 1) in counts(said)
    assert "identical" not in said
    database = tmp_path / "warehouse" / "juesuan.duckdb"
    before = database.read_bytes()

    code, said = invoke("run", *site)
    assert code == 0, said
    assert "identical content, nothing re-extracted" in said
    assert counts(said) >= {("documents read now", 0), ("known from before", 1)}
    assert database.read_bytes() == before

    code, said = invoke("query", "three_public", *site[2:])
    assert code == 0
    assert "公务用车运行维护费" in said


def counts(said: str) -> set[tuple[str, int]]:
    """The lines of the summary that end in a whole number."""
    found = set()
    for line in said.splitlines():
        name, _, number = line.strip().rpartition(" ")
        if number.replace(",", "").isdigit():
            found.add((name.strip(), int(number.replace(",", ""))))
    return found


def fragile(task: ReadingTask) -> dict[str, bytes]:
    """Read as always, but crash on one document."""
    if task.path.name == OTHER:
        os.abort()
    return read_document(task)


def test_a_document_that_crashes_its_reader_is_rejected_and_the_others_are_published(
    raw: Path, tmp_path: Path
) -> None:
    shutil.copy(SAMPLES / OTHER, raw)
    settings = Settings(raw=raw, warehouse=tmp_path / "warehouse", workers=2)
    report = run(settings, rooms=Rooms(take_in=partial(take_in, reader=fragile)))
    assert (report.published, report.blocking, report.failure) == (True, (), None)
    with duckdb.connect(settings.database, read_only=True) as connection:
        rows = connection.execute("SELECT path, status, reason FROM disclosure").fetchall()
    fates = {path: (status, reason) for path, status, reason in rows}
    assert fates[GOOD][0] == "published"
    assert fates[OTHER][0] == "rejected"
    assert "crashed" in fates[OTHER][1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "--raw", "missing"], "is no folder"),
        (["run", "--raw", "empty"], "nothing to read"),
        (["run", "--raw", "full", "--years", "1999"], "fiscal years run from 2007"),
        (["run", "--raw", "full", "--years", "last"], "years are told as 2023 or 2016-2024"),
        (["query", "three_public"], "is not there yet: `make run` makes it"),
    ],
)
def test_what_cannot_be_done_is_refused_with_the_reason(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("决算")
    monkeypatch.chdir(tmp_path)
    code, output = invoke(*arguments)
    assert code == 1
    assert said in output


def test_questions_are_listed_without_a_warehouse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, output = invoke("query")
    assert code == 0
    assert "three_public" in output


def test_settings_come_from_options_then_environment_then_env_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("JUESUAN_RAW=from-file\nJUESUAN_WAREHOUSE=from-file\n")
    monkeypatch.setenv("JUESUAN_WAREHOUSE", "from-environment")
    assert Settings().raw == tmp_path / "from-file"
    assert Settings().warehouse == tmp_path / "from-environment"
    assert Settings(raw=Path("given")).raw == tmp_path / "given"
