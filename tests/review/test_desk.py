"""The desk: quarantined documents, both readings of each, and who erred."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines.gate import Rules, judge
from pipelines.review import review
from tests.gate.accounts import Accounts, balanced, narrative, write_part
from tests.gate.conftest import EXPECTATIONS, TODAY


def wrong(name: str) -> Accounts:
    return balanced(name).add("three_public", "total", budget=500)


def reviewed(
    folder: Path, first: list[Accounts], second: list[Accounts]
) -> tuple[dict[str, tuple[str, str]], pl.DataFrame]:
    parts = [write_part(folder / "first", first)]
    again = [write_part(folder / "second", second)]
    verdicts, rules = folder / "verdict", Rules(EXPECTATIONS, TODAY)
    judge(parts, verdicts, rules)
    counts = review(parts, again, verdicts=[verdicts], out=folder / "out", rules=rules)
    erred = {
        row["document_id"]: (row["erred"], row["sentence"])
        for row in pl.read_parquet(folder / "out" / "erred.parquet").iter_rows(named=True)
    }
    assert sum(counts.values()) == len(erred)
    return erred, pl.read_parquet(folder / "out" / "second_reading.parquet")


def test_each_quarantined_document_has_its_conclusion(tmp_path: Path) -> None:
    lost = narrative("lost")
    unread = narrative("unread")
    unread.outcome = "rejected"
    cut = balanced("cut").drop("expenditure", "2010301")
    names = ("printed", "misread", "lost", "unread")
    erred, cells = reviewed(
        tmp_path,
        [balanced("sound"), cut, *(wrong(name) for name in names)],
        [wrong("printed"), balanced("misread"), balanced("cut"), lost, unread],
    )
    assert {name: found for name, (found, _) in erred.items()} == {
        "printed": "publisher",
        "misread": "reader",
        "cut": "reader",
        "lost": "unknown",
        "unread": "unknown",
    }
    assert "read again by other means, it satisfies every identity" in erred["cut"][1]
    assert "could not be read a second time: truncated" in erred["unread"][1]
    total = cells.filter(pl.col("item") == "total", pl.col("measure") == "budget")
    agrees = dict(total.select("document_id", "agrees").iter_rows())
    assert agrees == {"printed": True, "misread": False, "lost": None, "unread": None}
    mine = total.filter(pl.col("document_id") == "misread").row(0, named=True)
    assert mine["printed_yuan"] - mine["again_yuan"] == 50_000
