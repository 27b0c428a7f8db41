"""Corrections: a person's, and automatic ones, beside the print and never instead of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipelines.gate import Rules, document_door
from pipelines.gate.correction import Correction, Corrections, load_corrections
from pipelines.gate.identity import CORRECTIONS, ExpectationsError
from pipelines.gate.location.findings import SUSPECTS
from pipelines.gate.repair import repairs
from pipelines.gate.trial import try_documents
from tests.corpus.books import QUANTUM
from tests.gate.accounts import Accounts, balanced, write_part
from tests.gate.conftest import EXPECTATIONS, TODAY, Judge

RULES = Rules(EXPECTATIONS, TODAY)


def wrong(name: str) -> Accounts:
    return balanced(name).add("three_public", "total", budget=500)


def yuan(fen: int) -> str:
    """The amount in 万元, to two decimals."""
    return f"{Decimal(fen) / 1_000_000:.2f}"


def total(accounts: Accounts) -> int:
    return accounts.row("three_public", "total").cells["budget"] or 0


def ruling(folder: Path, accounts: Accounts, printed: str, value: str) -> Path:
    path = folder / CORRECTIONS
    path.write_text(
        f"""
- sha256: {accounts.sha256}
  statement: three_public
  item: total
  measure: budget
  printed: '{printed}'
  value: '{value}'
  reason: a notice of 2024-09-30
  by: 张三
""",
        encoding="utf-8",
    )
    return path


def verdicts(folder: Path) -> dict[str, tuple[str, str | None]]:
    frame = pl.read_parquet(folder / "verdict" / "verdict.parquet")
    rows = frame.select("document_id", "verdict", "reason").iter_rows()
    return {document: (verdict, reason) for document, verdict, reason in rows}


def test_a_document_that_a_person_has_corrected_is_judged_with_the_corrected_value(
    judged: Judge, tmp_path: Path
) -> None:
    accounts = wrong("a")
    right = yuan(total(balanced("a")))
    path = ruling(tmp_path, accounts, str(total(accounts)), right)
    judgement = judged(accounts, wrong("b"), corrections=path)
    found = verdicts(tmp_path)
    assert set(judgement.quarantined) == {"b"}
    assert judgement.blocking == []
    assert found["a"][0] == "accepted"
    assert found["a"][1] is not None
    assert found["a"][1].startswith("corrected: three_public 名total budget ")
    assert found["a"][1].endswith(f"→ {right} 万元 (person)")
    row = pl.read_parquet(tmp_path / "verdict" / "correction.parquet").row(0, named=True)
    assert (row["printed"], row["corrected"]) == (str(total(accounts)), right)
    assert row["printed_yuan"] - row["corrected_yuan"] == 500 * QUANTUM // 100
    assert (row["source"], row["by"], row["reason"]) == ("person", "张三", "a notice of 2024-09-30")


def test_a_cell_that_prints_something_else_is_left_alone(judged: Judge, tmp_path: Path) -> None:
    accounts = wrong("a")
    path = ruling(tmp_path, accounts, "603.06", yuan(total(balanced("a"))))
    judgement = judged(accounts, corrections=path)
    assert set(judgement.quarantined) == {"a"}
    assert pl.read_parquet(tmp_path / "verdict" / "correction.parquet").is_empty()


def test_a_correction_that_does_not_balance_does_not_help(judged: Judge, tmp_path: Path) -> None:
    accounts = wrong("a")
    path = ruling(tmp_path, accounts, str(total(accounts)), "1.00")
    judged(accounts, corrections=path)
    verdict, reason = verdicts(tmp_path)["a"]
    assert verdict == "quarantined"
    assert "printed 1.00, recomputed" in (reason or "")
    assert (reason or "").endswith("→ 1.00 万元 (person)")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("value: '1.00'", "value: 1.00"), "value"),
        (("value: '1.00'", "value: about one"), "value"),
        (("  by: 张三\n", ""), "by"),
        (("statement: three_public", "statement: 07"), "statement"),
        (("item: total", "item: total\n  until: 2024-12-31"), "until"),
    ],
)
def test_a_wrong_correction_is_named(
    change: tuple[str, str], complaint: str, tmp_path: Path
) -> None:
    path = ruling(tmp_path, balanced("a"), "2.00", "1.00")
    path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(ExpectationsError, match=rf"(?s)^{CORRECTIONS}.*{complaint}"):
        load_corrections(path)


def test_one_cell_is_corrected_once(tmp_path: Path) -> None:
    path = ruling(tmp_path, balanced("a"), "2.00", "1.00")
    path.write_text(path.read_text(encoding="utf-8") * 2, encoding="utf-8")
    with pytest.raises(ExpectationsError, match="corrected twice"):
        load_corrections(path)


def test_the_corrections_of_the_project_are_sound() -> None:
    load_corrections(EXPECTATIONS / CORRECTIONS)
    assert load_corrections(EXPECTATIONS / "nowhere.yml") == ()


def suspect(
    accounts: Accounts,
    value: int,
    *,
    automatic: bool = True,
    item: str = "total",
    measure: str = "budget",
) -> dict[str, object]:
    cells = list(accounts.amounts())
    (cell,) = [
        c
        for c in cells
        if (c["statement"], c["item"], c["measure"]) == ("three_public", item, measure)
    ]
    place = {name: cell[name] for name in ("table_no", "row_no", "col_no")}
    return {
        "document_id": accounts.name,
        "rank": 1,
        "set_no": 1,
        **place,
        "proposed_yuan": Decimal(value) / 100,
        "automatic": automatic,
        "sentence_en": "every sum asks for it",
    }


def written(folder: Path, rows: Sequence[dict[str, object]]) -> Path:
    integers = dict.fromkeys(("rank", "set_no", "table_no", "row_no", "col_no"), pl.Int32())
    schema = {"proposed_yuan": pl.Decimal(20, 2), **integers}
    pl.DataFrame(list(rows), schema_overrides=schema).write_parquet(folder / f"{SUSPECTS}.parquet")
    return folder


def test_automatic_repairs_are_taken_where_the_document_then_passes(tmp_path: Path) -> None:
    documents = [wrong(name) for name in ("mended", "still", "unsure")]
    part = write_part(tmp_path / "part", documents)
    right = total(balanced("mended"))
    rows = [
        suspect(documents[0], right),
        suspect(documents[1], right + 700 * QUANTUM),
        suspect(documents[2], right, automatic=False),
    ]
    taken = repairs([part], written(tmp_path, rows), RULES, Corrections())
    assert [(one.document_id, one.corrected_fen) for one in taken.placed] == [("mended", right)]
    assert {(one.source, one.rule) for one in taken.placed} == {("automatic", "strict")}
    trials = try_documents([part], ["mended", "still"], RULES, taken)
    assert not trials["mended"].violated
    assert {identity for identity, _ in trials["still"].violated} == {"three_public.total"}


def test_all_cells_of_the_first_set_are_repaired_and_none_of_the_next(tmp_path: Path) -> None:
    accounts = balanced("a").add("three_public", "abroad", budget=500, actual=700)
    right = balanced("a").row("three_public", "abroad").cells
    rows = []
    for rank, (set_no, measure) in enumerate([(1, "budget"), (1, "actual"), (2, "budget")], 1):
        row = suspect(accounts, right[measure] or 0, measure=measure, item="abroad")
        rows.append(row | {"rank": rank, "set_no": set_no})
    rows[2]["proposed_yuan"] = Decimal("1.00")
    part = write_part(tmp_path / "part", [accounts])
    taken = repairs([part], written(tmp_path, rows), RULES, Corrections())
    assert sorted(one.corrected_fen for one in taken.placed) == sorted(
        value or 0 for value in right.values()
    )


def test_without_suspects_nothing_is_repaired(tmp_path: Path) -> None:
    taken = Corrections()
    assert repairs([], tmp_path, RULES, taken) is taken


@pytest.mark.parametrize(("repair", "verdict"), [(True, "accepted"), (False, "quarantined")])
def test_repairs_are_a_setting_that_is_off(
    repair: bool, verdict: str, judged: Judge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts = wrong("a")
    row = suspect(accounts, total(balanced("a")))
    table, number, column = (int(str(row[n])) for n in ("table_no", "row_no", "col_no"))
    right = total(balanced("a"))
    one = Correction("a", table, number, column, right, "automatic", "strict")
    monkeypatch.setattr(document_door, "repairs", lambda *_: Corrections((), (one,)))
    given = {"repair": True} if repair else {}
    judgement = judged(accounts, today=date(2024, 12, 1), **given)
    assert verdicts(tmp_path)["a"][0] == verdict
    assert judgement.blocking == []
    written = pl.read_parquet(tmp_path / "verdict" / "correction.parquet")
    assert written["source"].to_list() == (["automatic"] if repair else [])


def test_a_blank_cell_may_be_corrected(judged: Judge, tmp_path: Path) -> None:
    accounts = balanced("a")
    accounts.row("three_public", "total").cells["budget"] = None
    path = ruling(tmp_path, accounts, "", yuan(total(balanced("a"))))
    judgement = judged(accounts, corrections=path)
    assert judgement.quarantined == {}
    row = pl.read_parquet(tmp_path / "verdict" / "correction.parquet").row(0, named=True)
    assert (row["printed"], row["printed_yuan"]) == ("", None)
