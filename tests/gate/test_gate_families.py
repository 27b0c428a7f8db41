"""Families: a reader or template that breaks is found in its own documents, not in the whole."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipelines.gate import Judgement, Rules, broken_run, judge
from pipelines.gate.judgement import broken_families
from pipelines.gate.tally import tally
from tests.gate.accounts import Accounts, balanced, narrative, write_part
from tests.gate.conftest import EXPECTATIONS, TODAY


def part_of(folder: Path, documents: list[Accounts], readers: list[str]) -> Path:
    """Write a part whose documents were read by ``readers``, and print a number on 07."""
    part = write_part(folder, documents)
    path = part / "document.parquet"
    pl.read_parquet(path).with_columns(pl.Series("reader", readers)).write_parquet(path)
    path = part / "statement.parquet"
    number = pl.when(pl.col("statement") == "three_public").then(pl.lit("公开07表"))
    pl.read_parquet(path).with_columns(number.alias("printed_no")).write_parquet(path)
    return part


def test_a_broken_reader_is_held_though_most_documents_pass(tmp_path: Path) -> None:
    broken = [balanced(f"b{n}").add("three_public", "total", budget=500) for n in range(2)]
    sound = [balanced(f"s{n}") for n in range(2)] + [narrative(f"n{n}") for n in range(2)]
    readers = ["pdf_stock"] * 2 + ["text_rows"] * 4
    part = part_of(tmp_path / "part", [*broken, *sound], readers)
    judge([part], tmp_path / "out", Rules(EXPECTATIONS, TODAY))
    judgement = tally([tmp_path / "out"], (0.5, 2))
    assert judgement.families["read as pdf_stock"] == (2, 2)
    assert judgement.families["read as text_rows"] == (4, 0)
    assert judgement.families["with three_public"] == (4, 2)
    assert judgement.families["with income"] == (4, 0)
    assert judgement.families["with three_public as 公开07表 (actual、budget)"] == (4, 2)
    assert judgement.blocking == [
        "2 of 2 documents read as pdf_stock fail: their reader broke, not the publishers"
    ]


@pytest.mark.parametrize(
    ("documents", "failing", "share", "minimum", "held"),
    [(3, 2, 0.5, 3, True), (3, 2, 0.5, 4, False), (4, 2, 0.5, 3, False), (3, 2, 0.7, 3, False)],
)
def test_share_that_holds_a_family(
    documents: int, failing: int, share: float, minimum: int, held: bool
) -> None:
    families = {"with income": (documents, failing)}
    assert bool(broken_families(families, share, minimum)) is held


def test_years_too_small_to_tell_are_told_together() -> None:
    year = Judgement({"accepted": 3, "quarantined": 2}, {}, {}, {"with income": (2, 2)})
    assert broken_run([year], 0.5, 4) == []
    assert broken_run([year, year], 0.5, 4) == [
        "4 of 4 documents with income fail: their reader broke, not the publishers"
    ]
    worse = Judgement({"accepted": 1, "quarantined": 4}, {}, {})
    assert broken_run([worse, worse], 0.5, 10) == [
        "8 of 10 documents are quarantined: the reader broke, not the publishers"
    ]
