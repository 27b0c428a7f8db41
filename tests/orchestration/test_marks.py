"""Marks: work is done while its inputs and its outputs are what they were."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipelines.orchestration.marks import Marks, fingerprint


@pytest.fixture
def output(tmp_path: Path) -> Path:
    output = tmp_path / "made.parquet"
    output.write_text("made")
    return output


@pytest.fixture
def marks(tmp_path: Path, output: Path) -> Marks:
    marks = Marks(tmp_path / "marks")
    marks.done("star-2023", "inputs", [output], {"rows": 3})
    return marks


def test_what_is_done_is_told_with_its_report(marks: Marks) -> None:
    assert marks.report("star-2023", "inputs") == {"rows": 3}
    assert marks.report("star-2023") == {"rows": 3}
    assert (marks.key("star-2023"), marks.named("star-")) == ("inputs", {"star-2023": "inputs"})


def test_other_inputs_are_not_done(marks: Marks) -> None:
    assert marks.report("star-2023", "others") is None
    assert marks.report("star-2022", "inputs") is None
    assert marks.key("star-2022") is None


def test_what_is_begun_is_not_done(marks: Marks) -> None:
    marks.begin("star-2023")
    marks.begin("star-2023")
    assert marks.report("star-2023") is None
    assert marks.named("star-") == {}


@pytest.mark.parametrize("change", ["removed", "rewritten", "touched"])
def test_outputs_that_are_not_what_they_were_are_made_again(
    marks: Marks, output: Path, change: str
) -> None:
    if change == "removed":
        output.unlink()
    elif change == "rewritten":
        output.write_text("something else")
    else:
        os.utime(output, ns=(0, 0))
    assert marks.report("star-2023", "inputs") is None
    assert marks.changed("star-2023") == [Path("made.parquet")]
    assert marks.changed("star-2022") == []


def test_half_a_mark_is_none(marks: Marks, tmp_path: Path) -> None:
    for text in ("", '{"key": "inp', "[]", '{"key": "inputs"}'):
        (tmp_path / "marks" / "star-2023.json").write_text(text)
        assert marks.report("star-2023", "inputs") is None


def test_a_warehouse_that_moved_is_still_done(marks: Marks, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    for name in ("marks", "made.parquet"):
        (tmp_path / name).rename(moved / name)
    assert Marks(moved / "marks").report("star-2023", "inputs") == {"rows": 3}


def test_fingerprints_tell_inputs_apart() -> None:
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    assert len({fingerprint("ab", "c"), fingerprint("a", "bc"), fingerprint(["ab", "c"])}) == 3
