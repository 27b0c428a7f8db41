"""Sentences: what a suspect is printed as and what the sums ask for, in English and Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.gate.location.misread import decimals
from pipelines.gate.location.records import Suspect, SuspectSet
from pipelines.gate.location.system import Cell
from pipelines.statements.number import FEN_PER_UNIT

TITLES = {
    "summary": "收入支出决算总表",
    "income": "收入决算表",
    "expenditure": "支出决算表",
    "appropriation_summary": "财政拨款收入支出决算总表",
    "general_budget_expenditure": "一般公共预算财政拨款支出决算表",
    "basic_expenditure": "一般公共预算财政拨款基本支出决算表",
    "three_public": "财政拨款“三公”经费支出决算表",
    "government_fund": "政府性基金预算财政拨款收入支出决算表",
    "state_capital": "国有资本经营预算财政拨款支出决算表",
}

SLIPS = {
    "digit": ("one digit misread?", "一位数字有误？"),
    "transposed": ("two digits exchanged?", "两位数字颠倒？"),
    "dropped": ("a digit lost?", "漏一位数字？"),
    "added": ("a digit too many?", "多一位数字？"),
    "point": ("decimal point lost or moved?", "小数点有误？"),
    "sign": ("sign lost?", "漏负号？"),
    "blanked": ("left blank?", "漏印？"),
    "moved": ("moved to the cell beside it?", "错印在相邻单元格？"),
    "exchanged": ("two amounts exchanged?", "两数互换？"),
}


@dataclass(frozen=True)
class Sentence:
    """One finding in both languages."""

    en: str
    zh: str


def sentence(cells: Sequence[Cell], found: SuspectSet, others: int) -> Sentence:
    """Say what a set of suspects is about; ``others`` is how many sets would do as well."""
    said = [_suspect(cells[suspect.cell], suspect, others) for suspect in found.suspects]
    en, zh = "; and ".join(s.en for s in said), "；同时".join(s.zh for s in said)
    if others:
        en += f"; so would a change of {others} other place{'s' if others > 1 else ''}"
        zh += f"；另有{others}处改动亦可"
    return Sentence(f"{en}.", f"{zh}。")


def _suspect(cell: Cell, suspect: Suspect, others: int) -> Sentence:
    printed = cell.printed or figure(cell, cell.value)
    wanted = _wanted(cell, suspect)
    slip = SLIPS.get(suspect.misread or "")
    stands = (f"is printed {printed}", f"印为{printed}") if cell.stated else ("is blank", "为空白")
    if others:
        asked = f"{wanted.en} would satisfy every sum", f"改为{wanted.zh}可使各勾稽关系成立"
    else:
        asked = f"every sum asks for {wanted.en}", f"各勾稽关系要求{wanted.zh}"
    return Sentence(
        f"{place(cell)} {stands[0]}; {asked[0]}" + (f" ({slip[0]})" if slip else ""),
        f"{place(cell)}{stands[1]}，{asked[1]}" + (f"（{slip[1]}）" if slip else ""),
    )


def _wanted(cell: Cell, suspect: Suspect) -> Sentence:
    if suspect.proposed == 0:
        return Sentence("nothing there", "空白")
    if suspect.proposed is not None:
        return Sentence(*[figure(cell, suspect.proposed)] * 2)
    if suspect.window.open:
        return Sentence("another amount", "另一数额")
    low, high = (figure(cell, value) for value in suspect.window)
    return Sentence(f"an amount from {low} to {high}", f"{low}至{high}之间的数额")


def place(cell: Cell) -> str:
    """Name a cell as a reader finds it: statement, row and column."""
    row = cell.subject_code or cell.label or cell.item
    column = cell.column_label or cell.measure
    return " ".join((TITLES.get(cell.statement, cell.statement), row, column))


def figure(cell: Cell, fen: int) -> str:
    """Give an amount in the unit and with the decimals of the statement of ``cell``."""
    unit = FEN_PER_UNIT.get(cell.unit, 100)
    grouped = "," if "," in cell.printed else ""
    return f"{Decimal(fen) / unit:{grouped}.{decimals(cell)}f}"
