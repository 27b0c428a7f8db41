"""One document in a worker: its rows, or the reason why there are none."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from pipelines.workers.extractor import extractor_version
from pipelines.workers.parts import unpacked
from pipelines.workers.reading import ReadingTask, read_document, rejection

SAMPLE = Path(__file__).parents[2] / "raw" / "2023" / "211300-703.txt"


def task(path: Path, format: str = "text") -> ReadingTask:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return ReadingTask(path, sha256[:16], sha256, format, "utf-8", 2023, "code1")


def document(path: Path, format: str = "text") -> dict[str, object]:
    rows = unpacked([read_document(task(path, format))])["document"]
    assert rows.height == 1
    return rows.row(0, named=True)


def test_a_disclosure_gives_amounts_and_tells_where_they_come_from() -> None:
    frames = unpacked([read_document(task(SAMPLE))])
    row = frames["document"].row(0, named=True)
    assert (row["outcome"], row["extractor"], row["fiscal_year"]) == ("read", "code1", 2023)
    assert row["sha256"] == task(SAMPLE).sha256
    assert row["seconds"] >= 0
    assert set(frames["amount"]["document_id"]) == {row["document_id"]}


def test_a_text_of_another_kind_is_rejected_with_a_reason(tmp_path: Path) -> None:
    novel = tmp_path / "novel.txt"
    novel.write_text("话说天下大势，分久必合，合久必分。\n", encoding="utf-8")
    row = document(novel)
    assert row["outcome"] == "rejected"
    assert "final accounts" in str(row["reason"])


def test_what_only_calls_itself_a_pdf_is_rejected_with_a_reason(tmp_path: Path) -> None:
    junk = tmp_path / "junk.pdf"
    junk.write_bytes(b"%PDF-1.7 nothing else")
    row = document(junk, "pdf")
    assert row["outcome"] == "rejected"
    assert row["reason"]


def test_an_error_of_our_own_is_not_a_rejection(tmp_path: Path) -> None:
    gone = replace(task(SAMPLE), path=tmp_path / "gone.txt")
    with pytest.raises(FileNotFoundError):
        read_document(gone)


def test_a_rejection_is_one_document_row_and_nothing_else() -> None:
    frames = unpacked([rejection(task(SAMPLE), "it took more than 120 s", 120.04)])
    row = frames.pop("document").row(0, named=True)
    assert (row["outcome"], row["reason"]) == ("rejected", "it took more than 120 s")
    assert row["seconds"] == pytest.approx(120.04)
    assert all(frame.is_empty() for frame in frames.values())
    assert isinstance(frames["amount"], pl.DataFrame)


def test_reading_code_of_another_version_has_another_name(tmp_path: Path) -> None:
    room = tmp_path / "room"
    (room / "templates").mkdir(parents=True)
    (room / "read.py").write_text("a = 1\n")
    versions = []
    for content in ("title: 一", "title: 二"):
        (room / "templates" / "summary.yml").write_text(content)
        extractor_version.cache_clear()
        versions.append(extractor_version((room,)))
    (room / "read.pyc").write_bytes(b"compiled")
    extractor_version.cache_clear()
    assert versions[0] != versions[1]
    assert extractor_version((room,)) == versions[1]
