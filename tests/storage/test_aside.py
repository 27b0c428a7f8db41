"""Files that appear in one step: the old one or the new one, never a part of it."""

from pathlib import Path

import pytest

from pipelines.aside import placed


def test_what_was_written_aside_takes_the_place(tmp_path: Path) -> None:
    target = tmp_path / "new" / "mark.json"
    with placed(target) as aside:
        aside.write_text("whole")
        assert not target.exists()
    assert target.read_text() == "whole"
    assert list(target.parent.iterdir()) == [target]


def test_an_error_leaves_what_stood_there_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "mark.json"
    target.write_text("old")

    def fail() -> None:
        with placed(target) as aside:
            aside.write_text("ha")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_nothing_written_is_an_error(tmp_path: Path) -> None:
    target = tmp_path / "mark.json"
    target.write_text("old")
    with pytest.raises(FileNotFoundError), placed(target):
        pass
    assert target.read_text() == "old"


def test_it_lies_in_the_same_folder_hidden_from_readers(tmp_path: Path) -> None:
    with placed(tmp_path / "ledger.parquet") as aside:
        aside.touch()
        assert aside.parent == tmp_path
        assert aside.match(".*.tmp")
