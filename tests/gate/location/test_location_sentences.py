"""Sentences that a person understands, and the file that holds them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipelines.gate.location.records import Suspect, SuspectSet
from pipelines.gate.location.sentences import sentence
from pipelines.gate.location.system import Cell
from pipelines.gate.location.windows import FAR, Window
from tests.gate.accounts import balanced
from tests.gate.conftest import Judge

CELL = Cell(
    *("expenditure", None, "2150501", "basic", "item", 603_060_000, 10_000),
    printed="603.06",
    subject_code="2150501",
    column_label="基本支出",
)
MEANT = Suspect(0, Window(630_050_000, 630_070_000), 630_060_000, "transposed")


def said(suspect: Suspect, cell: Cell = CELL, others: int = 0) -> tuple[str, str]:
    found = sentence([cell], SuspectSet((suspect,), 0.0, 2), others)
    return found.en, found.zh


@pytest.mark.parametrize(
    ("suspect", "cell", "others", "en", "zh"),
    [
        (
            *(MEANT, CELL, 0),
            "支出决算表 2150501 基本支出 is printed 603.06; every sum asks for 630.06 (two digits exchanged?).",
            "支出决算表 2150501 基本支出印为603.06，各勾稽关系要求630.06（两位数字颠倒？）。",
        ),
        (
            *(MEANT, CELL, 2),
            "支出决算表 2150501 基本支出 is printed 603.06; 630.06 would satisfy every sum "
            "(two digits exchanged?); so would a change of 2 other places.",
            "支出决算表 2150501 基本支出印为603.06，改为630.06可使各勾稽关系成立（两位数字颠倒？）；另有2处改动亦可。",
        ),
        (
            replace(MEANT, misread="blanked"),
            replace(CELL, value=0, state="blank", printed=""),
            0,
            "支出决算表 2150501 基本支出 is blank; every sum asks for 630.06 (left blank?).",
            "支出决算表 2150501 基本支出为空白，各勾稽关系要求630.06（漏印？）。",
        ),
        (
            *(replace(MEANT, proposed=None, misread=None), CELL, 0),
            "支出决算表 2150501 基本支出 is printed 603.06; every sum asks for an amount from 630.05 to 630.07.",
            "支出决算表 2150501 基本支出印为603.06，各勾稽关系要求630.05至630.07之间的数额。",
        ),
        (
            replace(MEANT, proposed=None, misread=None, window=Window(-FAR, 5)),
            *(CELL, 0),
            "支出决算表 2150501 基本支出 is printed 603.06; every sum asks for another amount.",
            "支出决算表 2150501 基本支出印为603.06，各勾稽关系要求另一数额。",
        ),
    ],
)
def test_sentence(suspect: Suspect, cell: Cell, others: int, en: str, zh: str) -> None:
    assert said(suspect, cell, others) == (en, zh)


def test_thousands_are_grouped_as_printed() -> None:
    cell = replace(CELL, printed="6,030,600.00", unit="元", quantum=1)
    assert "6,300,600.00" in said(MEANT, cell)[0]


def test_a_violating_document_names_its_suspects(judged: Judge, tmp_path: Path) -> None:
    wrong = balanced("wrong")
    cells = wrong.row("expenditure", "2080501").cells
    truth = cells["basic"] or 0
    digit = truth // wrong.quantum // 1_000 % 10
    cells["basic"] = truth + (1 if digit < 9 else -9) * 1_000 * wrong.quantum
    judgement = judged(balanced("sound"), wrong)
    rows = pl.read_parquet(tmp_path / "verdict" / "suspect.parquet")
    (row,) = rows.iter_rows(named=True)
    assert (row["document_id"], row["fiscal_year"], row["rank"]) == ("wrong", 2023, 1)
    assert (row["statement"], row["item"], row["measure"]) == ("expenditure", "2080501", "basic")
    assert (row["set_no"], row["set_size"], row["misread"]) == (1, 1, "digit")
    assert row["proposed_yuan"] == Decimal(truth) / 100
    assert row["printed_yuan"] == Decimal(cells["basic"] or 0) / 100
    assert row["window_low_yuan"] <= row["proposed_yuan"] <= row["window_high_yuan"]
    assert row["automatic"]
    assert judgement.quarantined["wrong"].endswith(f". {row['sentence_en']}")
    assert judgement.underived == []


def test_a_waived_identity_limits_nothing(judged: Judge, tmp_path: Path) -> None:
    """What a person has accepted as printed is no reason to suspect another cell."""
    wrong = balanced("wrong").add("expenditure", "2080501", basic=300_000)
    waivers = tmp_path / "waivers.yml"
    row = f"- {{sha256: {wrong.sha256}, identity: %s, reason: x, by: y, until: 2030-01-01}}\n"
    names = ("expenditure.group_sum", "expenditure.total_sum", "across.expenditure_class")
    waivers.write_text("".join(row % name for name in names), encoding="utf-8")
    judged(wrong, waivers=waivers)
    rows = pl.read_parquet(tmp_path / "verdict" / "suspect.parquet")
    suspected = set(rows["measure"])
    assert {"total", "basic"} <= suspected  # only the row's own sum is left


def test_there_is_a_file_without_rows_where_nothing_is_wrong(judged: Judge, tmp_path: Path) -> None:
    judged(balanced("sound"))
    assert pl.read_parquet(tmp_path / "verdict" / "suspect.parquet").is_empty()


def test_there_is_time_for_so_many_documents_only(judged: Judge, tmp_path: Path) -> None:
    wrong = balanced("wrong").add("expenditure", "2080501", basic=300_000)
    judgement = judged(wrong, locate_seconds_in_all=0.0)
    assert pl.read_parquet(tmp_path / "verdict" / "suspect.parquet").is_empty()
    assert "every sum" not in judgement.quarantined["wrong"]
