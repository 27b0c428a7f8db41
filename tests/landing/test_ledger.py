"""The ledger: one row a path, copies and broken files told apart, nothing read twice."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from pipelines.landing import LEDGER_SCHEMA, ledger, scan
from pipelines.workers.pool import Limits

TEXT = "某局2023年度部门决算\n收入支出决算总表\n"
LIMITS = Limits(seconds=30, megabytes=1024)
FIRST = datetime(2024, 9, 1, tzinfo=UTC)
SECOND = datetime(2024, 9, 2, tzinfo=UTC)


def look(raw: Path, known: pl.DataFrame | None = None, now: datetime = FIRST) -> pl.DataFrame:
    return scan(raw, known, workers=1, limits=LIMITS, now=now)


def rows(frame: pl.DataFrame) -> dict[str, dict[str, object]]:
    return {str(row["path"]): row for row in frame.to_dicts()}


def test_a_row_for_every_path(tmp_path: Path) -> None:
    (tmp_path / "2023").mkdir()
    (tmp_path / "2023" / "名字 不 重要.dat").write_text(TEXT)
    (tmp_path / "gb.txt").write_bytes(TEXT.encode("gb18030"))
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "junk.pdf").write_bytes(b"%PDF-1.4 and then nothing of the kind")
    (tmp_path / "novel.txt").write_text("话说2023年度，天下大势，分久必合。")
    (tmp_path / "undated.txt").write_text("某局部门决算")
    (tmp_path / "manifest.yml").write_text("not a document")
    found = rows(look(tmp_path))
    assert {path: row["status"] for path, row in found.items()} == {
        "2023/名字 不 重要.dat": "candidate",
        "gb.txt": "candidate",
        "empty.pdf": "rejected",
        "junk.pdf": "rejected",
        "novel.txt": "rejected",
        "undated.txt": "rejected",
    }
    assert found["gb.txt"]["fiscal_year"] == 2023
    assert found["gb.txt"]["encoding"] == "gb18030"
    assert "empty" in str(found["empty.pdf"]["reason"])
    assert "damaged" in str(found["junk.pdf"]["reason"])
    assert "决算" in str(found["novel.txt"]["reason"])
    assert "fiscal year" in str(found["undated.txt"]["reason"])


def test_identical_bytes_count_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.txt"):
        (tmp_path / name).write_text(TEXT)
    frame = look(tmp_path)
    found = rows(frame)
    assert [found[p]["status"] for p in ("a.txt", "b.txt", "c.txt")] == [
        "candidate",
        "duplicate",
        "duplicate",
    ]
    assert found["c.txt"]["duplicate_of"] == "a.txt"
    assert frame["document_id"].n_unique() == 3


def test_a_copy_becomes_the_candidate_when_the_original_goes(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    first = look(tmp_path)
    (tmp_path / "a.txt").unlink()
    second = rows(look(tmp_path, first, SECOND))
    assert second["b.txt"]["status"] == "candidate"
    assert second["b.txt"]["reason"] is None
    assert second["b.txt"]["first_seen_at"] == FIRST


def test_unchanged_files_are_not_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    first = look(tmp_path)
    tasks: list[Path] = []

    def no_workers(function: object, todo: list[Path], **rest: object) -> list[object]:
        tasks.extend(todo)
        return []

    monkeypatch.setattr(ledger, "run", no_workers)
    assert look(tmp_path, first, SECOND).equals(first)
    assert tasks == []


def test_a_ledger_from_before_there_were_tags_is_still_good(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    first = look(tmp_path)
    assert ledger.unseen(tmp_path, first.drop("tag")) == []
    assert look(tmp_path, first.drop("tag"), SECOND).equals(first)


def test_schema(tmp_path: Path) -> None:
    assert dict(look(tmp_path).schema) == LEDGER_SCHEMA
