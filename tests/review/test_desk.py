"""The desk: quarantined documents, both readings of each, and who erred."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.gate import Rules, judge
from pipelines.gate.trial import Trial, try_documents
from pipelines.review import review, reviewing
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


def test_a_conclusion_is_kept_until_its_verdict_or_its_second_reading_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[set[str]] = []

    def trying(parts: object, documents: Sequence[str], *given: Any) -> dict[str, Trial]:
        tried.append(set(documents))
        return try_documents(parts, documents, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(reviewing, "try_documents", trying)

    def night(first: list[Accounts], second: list[Accounts]) -> dict[str, tuple[str, str]]:
        tried.clear()
        return reviewed(tmp_path, first, second)[0]

    a, b = wrong("a"), wrong("b")
    earlier = night([a], [a])
    assert set().union(*tried) == {"a"}
    assert night([a], [a]) == earlier
    assert tried == []
    later = night([a, b], [a, b])
    assert set().union(*tried) == {"b"}
    assert later["a"] == earlier["a"]
    assert pl.read_parquet(tmp_path / "out" / "second_reading.parquet")[
        "document_id"
    ].unique().sort().to_list() == ["a", "b"]
    b.outcome = "rejected"
    assert night([a, wrong("b")], [a, b])["b"][0] == "unknown"
    assert set().union(*tried) == {"b"}
    assert set(night([wrong("b")], [b])) == {"b"}
    assert tried == []
