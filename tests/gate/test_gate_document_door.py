"""The document door: verdicts, waivers, what holds a year back, and the files it leaves."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines.gate import Rules, document_door, judge
from pipelines.gate.batch import open_batch
from pipelines.gate.judgement import too_many
from pipelines.gate.tally import tally
from tests.gate.accounts import Accounts, balanced, narrative, write_part
from tests.gate.conftest import EXPECTATIONS, Judge

WAIVER = """
- sha256: {sha256}
  identity: three_public.total
  reason: the publisher corrected it in a notice
  by: 张三
  until: 2024-12-01
"""


def wrong(name: str) -> Accounts:
    return balanced(name).add("three_public", "total", budget=500)


def verdicts(folder: Path) -> dict[str, str]:
    frame = pl.read_parquet(folder / "verdict" / "verdict.parquet")
    return dict(frame.select("document_id", "verdict").iter_rows())


def test_verdicts_and_reasons(judged: Judge, tmp_path: Path) -> None:
    rejected = narrative("rejected")
    rejected.outcome = "rejected"
    judgement = judged(balanced("sound"), wrong("wrong"), narrative("narrative"), rejected)
    assert verdicts(tmp_path) == {
        "sound": "accepted",
        "wrong": "quarantined",
        "narrative": "accepted",
        "rejected": "rejected",
    }
    assert judgement.verdicts == {"accepted": 2, "quarantined": 1, "rejected": 1}
    assert judgement.blocking == []
    printed = pl.read_parquet(tmp_path / "verdict" / "verdict.parquet")
    reasons = dict(printed.select("document_id", "reason").iter_rows())
    assert reasons["rejected"] == "truncated"
    assert reasons["sound"] is None
    assert reasons["wrong"] == judgement.quarantined["wrong"]
    assert reasons["wrong"].startswith(
        "three_public.total (合计等于因公出国（境）费、公务接待费、公务用车购置及运行维护费之和) "
        "at 合计 / budget: printed "
    )
    assert re.search(r"recomputed [\d,]+\.\d\d, difference (4\.9|5\.0)\d 万元\. ", reasons["wrong"])
    assert "would satisfy every sum" in reasons["wrong"]


@pytest.mark.parametrize("threads", [1, 3])
def test_threads_are_those_that_the_rules_allow(
    threads: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = []

    def noted(*given: Any, threads: int, **named: Any) -> duckdb.DuckDBPyConnection:
        used.append(threads)
        return open_batch(*given, threads=threads, **named)

    monkeypatch.setattr(document_door, "open_batch", noted)
    part = write_part(tmp_path / "part", [balanced("sound")])
    judge([part], tmp_path / "verdict", Rules(EXPECTATIONS, date(2024, 8, 1), threads=threads))
    assert used == [threads]
    with open_batch([], EXPECTATIONS, threads=threads) as batch:
        found = batch.execute("SELECT current_setting('threads')").fetchone()
        assert found == (threads,)


def test_verdict_counts_what_was_tested(judged: Judge, tmp_path: Path) -> None:
    judgement = judged(wrong("wrong"))
    row = pl.read_parquet(tmp_path / "verdict" / "verdict.parquet").row(0, named=True)
    results = pl.read_parquet(tmp_path / "verdict" / "identity_result.parquet")
    counts = dict(results.group_by("outcome").len().iter_rows())
    assert row["fiscal_year"] == 2023
    assert row["violated"] == counts["violated"] == 1
    assert row["tested"] == row["exact"] + row["rounding"] + row["violated"]
    assert row["tested"] + row["not_testable"] == results.height
    assert {name: n for name, n in judgement.outcomes.items() if n} == counts
    assert results.schema["printed"] == pl.Decimal(20, 2)
    assert results.schema["bound"] == pl.Decimal(20, 3)
    assert sorted(p.name for p in (tmp_path / "verdict").iterdir()) == [
        "correction.parquet",
        "family.parquet",
        "identity.parquet",
        "identity_result.parquet",
        "suspect.parquet",
        "verdict.parquet",
    ]


def test_reason_names_two_and_counts_the_rest(judged: Judge) -> None:
    accounts = balanced("many").add("three_public", "abroad", budget=500, actual=900)
    accounts.add("three_public", "vehicle_purchase", budget=700)
    reason = judged(accounts).quarantined["many"]
    assert reason.count("difference") == 2
    assert "合计 / actual" in reason
    assert "; and 1 more" in reason


def test_critical_problem_quarantines(judged: Judge, tmp_path: Path) -> None:
    broken, noted = balanced("broken"), balanced("noted")
    message = "02 收入决算表 breaks off on page 9"
    problem = {"statement": "income", "kind": "broken_off", "message": message, "page": 9}
    broken.problems = [problem | {"severity": "critical"}]
    noted.problems = [problem | {"severity": "warning"}]
    judgement = judged(broken, noted)
    assert judgement.quarantined == {"broken": f"structure.broken_off: {message}"}
    found = pl.read_parquet(tmp_path / "verdict" / "identity_result.parquet")
    row = found.filter(pl.col("outcome") == "violated").row(0, named=True)
    assert (row["document_id"], row["identity"]) == ("broken", "structure.broken_off")
    assert (row["place"], row["cells"][0]["page"]) == (message, 9)


@pytest.mark.parametrize(
    ("today", "verdict", "outcome"),
    [(date(2024, 12, 1), "accepted", "waived"), (date(2024, 12, 2), "quarantined", "violated")],
)
def test_waiver_overrules_until_it_expires(
    today: date, verdict: str, outcome: str, judged: Judge, tmp_path: Path
) -> None:
    accounts = wrong("waived")
    waivers = tmp_path / "waivers.yml"
    waivers.write_text(WAIVER.format(sha256=accounts.sha256), encoding="utf-8")
    judgement = judged(accounts, waivers=waivers, today=today)
    assert verdicts(tmp_path) == {"waived": verdict}
    assert judgement.outcomes[outcome] == 1
    assert judgement.blocking == []


def test_waiver_is_for_one_document_and_one_identity(judged: Judge, tmp_path: Path) -> None:
    both = wrong("both").add("three_public", "vehicles", actual=500)
    waivers = tmp_path / "waivers.yml"
    waivers.write_text(WAIVER.format(sha256=both.sha256), encoding="utf-8")
    judgement = judged(both, wrong("another"), waivers=waivers)
    assert set(judgement.quarantined) == {"both", "another"}
    assert judgement.quarantined["both"].startswith("three_public.vehicles")


@pytest.mark.parametrize(
    ("accepted", "quarantined", "share", "minimum", "held"),
    [
        (1, 2, 0.5, 3, True),
        (1, 2, 0.5, 4, False),
        (1, 2, 0.7, 3, False),
        (2, 2, 0.5, 3, False),
        (0, 0, 0.5, 1, False),
    ],
)
def test_share_that_holds_a_year(
    accepted: int, quarantined: int, share: float, minimum: int, held: bool
) -> None:
    counts = {"accepted": accepted, "quarantined": quarantined, "rejected": 100}
    assert bool(too_many(counts, share, minimum)) is held


def test_too_many_quarantined_hold_the_year(judged: Judge, tmp_path: Path) -> None:
    assert judged(wrong("1"), wrong("2"), narrative("3")).blocking == []
    year = [tmp_path / "verdict"]
    assert tally(year, (0.5, 4)).blocking == []
    assert tally(year, (0.5, 3)).blocking == [
        "2 of 3 documents are quarantined: the reader broke, not the publishers"
    ]


def test_nothing_that_came_in_blocks(judged: Judge, tmp_path: Path) -> None:
    judgement = judged()
    assert [check.expectation for check in judgement.checks if not check.success] == [
        "rows of document"
    ]
    assert len(judgement.blocking) == 1
    assert verdicts(tmp_path) == {}


def test_statements_without_a_single_cell_block(judged: Judge) -> None:
    accounts = narrative("unread")
    accounts.statuses["summary"] = "found"
    assert judged(accounts).blocking == ["rows of cell failed with 0 rows"]


def test_year_of_narratives_alone_goes_on(judged: Judge) -> None:
    judgement = judged(narrative("one"), narrative("two"))
    assert (judgement.verdicts["accepted"], judgement.blocking) == (2, [])


def test_sql_that_does_not_run_blocks_whatever_its_severity(judged: Judge, tmp_path: Path) -> None:
    expectations = tmp_path / "expectations"
    copytree(EXPECTATIONS, expectations)
    (expectations / "odd.yml").write_text(
        """
suite: odd
about: An identity over a column that does not exist
identities:
  - {id: odd.column, zh: 没有这一列, en: No such column, shape: present,
     severity: info, sql: "SELECT nowhere FROM {batch}"}
""",
        encoding="utf-8",
    )
    judgement = judged(balanced("sound"), expectations=expectations)
    assert len(judgement.blocking) == 1
    assert judgement.blocking[0].startswith("odd.column raised an exception: ")
    assert judgement.verdicts["accepted"] == 1


def test_a_total_that_is_not_there_is_counted_as_not_testable(
    judged: Judge, tmp_path: Path
) -> None:
    """Neither a pass nor a violation: the document says how much of it could not be tested."""
    judged(balanced("whole"), balanced("lacking").drop("summary", "total", "收入"))
    rows = pl.read_parquet(tmp_path / "verdict" / "verdict.parquet").sort("document_id")
    lacking, whole = rows.iter_rows(named=True)
    assert lacking["not_testable"] > whole["not_testable"]
    assert lacking["tested"] < whole["tested"]
    results = pl.read_parquet(tmp_path / "verdict" / "identity_result.parquet").filter(
        pl.col("document_id") == "lacking", pl.col("identity") == "summary.income_total"
    )
    assert results.select("printed", "outcome").rows() == [(None, "not_testable")]
    counted = pl.read_parquet(tmp_path / "verdict" / "identity_result.parquet").filter(
        pl.col("document_id") == "lacking", pl.col("outcome") == "not_testable"
    )
    assert counted.height == lacking["not_testable"]


def test_validation_does_not_trust_the_verdicts(
    judged: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document that is accepted by mistake is found by Great Expectations."""
    monkeypatch.setattr(document_door, "reasons", lambda *_: {})
    judgement = judged(wrong("wrong"), balanced("sound"))
    assert judgement.verdicts["quarantined"] == 0
    assert judgement.blocking == ["three_public.total failed with 1 rows"]
    failed = [check for check in judgement.checks if not check.success]
    assert [(c.expectation, c.unexpected) for c in failed] == [("three_public.total", 1)]


def test_documents_of_several_parts_are_one_batch(tmp_path: Path) -> None:
    parts = [
        write_part(tmp_path / f"fiscal_year=2023/part-{k}", [balanced(f"{k}", k)]) for k in (1, 2)
    ]
    judgement = judge(parts, tmp_path / "verdict", Rules(EXPECTATIONS, date(2024, 12, 1)))
    assert judgement.verdicts["accepted"] == 2


def test_same_input_gives_the_same_files(judged: Judge, tmp_path: Path) -> None:
    documents = [balanced("one"), wrong("two")]
    frames = []
    for _ in range(2):
        judged(*documents)
        frames.append(pl.read_parquet(tmp_path / "verdict" / "identity_result.parquet"))
    assert frames[0].equals(frames[1])
