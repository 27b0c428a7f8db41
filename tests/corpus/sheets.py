"""The nine statements of one document as blocks, laid out as its family does it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tests.corpus.bodies import Body
from tests.corpus.coded import Cells, basic, subjects
from tests.corpus.family import Family
from tests.corpus.printer import PrintedRow
from tests.corpus.sided import appropriation_summary, summary, three_public
from tests.typeset.blocks import Block, Paragraph, Statement

_EMPTY = {
    "government_fund": "本{}{}年度没有政府性基金预算财政拨款收入和支出，故本表无数据。",
    "state_capital": "本{}{}年度没有国有资本经营预算财政拨款支出，故本表无数据。",
}
_NOTES = {
    "summary": "注：本表反映部门本年度的总收支和年末结转结余情况。本套报表金额单位转换万元时可能存在尾数误差。",
    "income": "注：本表反映部门本年度取得的各项收入情况。",
    "expenditure": "注：本表反映部门本年度各项支出情况。",
    "appropriation_summary": "注：本表反映部门本年度一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款的总收支和年末结转结余情况。",
    "general_budget_expenditure": "注：本表反映部门本年度一般公共预算财政拨款支出情况。",
    "basic_expenditure": "注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。",
    "three_public": "注：本表反映部门本年度财政拨款“三公”经费支出预决算情况。其中：预算数为全年预算数，反映按规定程序调整后的预算数；决算数是包括当年财政拨款和以前年度结转资金安排的实际支出。",
    "government_fund": "注：本表反映部门本年度政府性基金预算财政拨款收入、支出及结转和结余情况。",
    "state_capital": "注：本表反映部门本年度国有资本经营预算财政拨款支出情况。",
}


def sheets(
    printed: Mapping[str, Sequence[PrintedRow]], body: Body, year: int, family: Family
) -> Iterator[Block]:
    """Give the statements in the order of the family, each with its captions and note."""
    for number, statement in enumerate(family.order, start=1):
        rows = printed[statement]
        above = (
            family.titles[statement],
            family.number.format(number),
            f"{'单位' if body.scope == '单位' else family.caption}：{body.name}",
            f"{year}年度" if family.period else "",
            family.unit_caption.format(family.unit),
        )
        if family.sentence_when_empty and statement in _EMPTY and is_empty(rows):
            yield from (Paragraph(text) for text in above if text)
            yield Paragraph(_EMPTY[statement].format(body.scope, year))
        else:
            cells = tuple(_rows(statement, rows, year, family))
            yield Statement(*above, cells, (_NOTES[statement],))


def is_empty(rows: Sequence[PrintedRow]) -> bool:
    """Tell whether a statement has nothing to say: no amount, or only zeros."""
    return not any(fen for row in rows for fen in row.cells.values())


def _rows(statement: str, rows: Sequence[PrintedRow], year: int, family: Family) -> Iterator[Cells]:
    if statement == "summary":
        return summary(_found(rows), year, family)
    if statement == "appropriation_summary":
        return appropriation_summary(_found(rows), year, family)
    if statement == "basic_expenditure":
        return basic(rows, family)
    if statement == "three_public":
        return three_public(rows, family)
    return subjects(statement, rows, family)


def _found(rows: Sequence[PrintedRow]) -> dict[tuple[str, str | None], PrintedRow]:
    return {(row.item, row.side): row for row in rows}
