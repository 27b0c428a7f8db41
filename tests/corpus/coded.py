"""The statements by subject (02, 03, 05, 08, 09 and the blocks of 06) as rows of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from tests.corpus import codes
from tests.corpus.family import Family
from tests.corpus.money import money
from tests.corpus.printer import PAID, PrintedRow

Cells = tuple[str, ...]
Header = tuple[tuple[str, str, str], ...]
"""Columns as (measure, upper header, lower header); one of the headers may be empty."""

_NATURES = (("basic", "基本支出"), ("project", "项目支出"))
_INCOME: Header = (
    ("total", "本年收入合计", ""),
    ("appropriation", "财政拨款收入", ""),
    ("superior_grant", "上级补助收入", ""),
    ("operating", "事业收入", ""),
    ("business", "经营收入", ""),
    ("affiliate", "附属单位上缴收入", ""),
    ("other", "其他收入", ""),
)
_EXPENDITURE: Header = (
    ("total", "本年支出合计", ""),
    *((measure, name, "") for measure, name in _NATURES),
    ("remitted", "上缴上级支出", ""),
    ("business", "经营支出", ""),
    ("subsidy", "对附属单位补助支出", ""),
)
_BALANCES: Header = (
    ("opening", "年初结转和结余", ""),
    ("income", "本年收入", ""),
    ("total", "本年支出", "小计"),
    *((measure, "", name) for measure, name in _NATURES),
    ("closing", "年末结转和结余", ""),
)
_CAPITAL: Header = (
    ("total", "本年支出", "合计"),
    *((measure, "", name) for measure, name in _NATURES),
)
_BOUGHT = ("307", "310", "312", "399")
_BASIC_SIDES: dict[int, tuple[tuple[str, ...], ...]] = {
    2: (PAID, ("302", *_BOUGHT)),
    3: (PAID, ("302",), _BOUGHT),
}


def header(statement: str, family: Family) -> Header:
    """Give the columns of amounts of a coded statement."""
    if statement == "general_budget_expenditure":
        if not family.general_parts:
            return (("total", "合计", ""), *((m, name, "") for m, name in _NATURES))
        lower = (("total", "小计"), *_NATURES)
        return tuple(
            (measure, "" if at else family.general_parts, name)
            for at, (measure, name) in enumerate(lower)
        )
    if statement == "state_capital":
        return _BALANCES if family.capital_balances else _CAPITAL
    return {"income": _INCOME, "expenditure": _EXPENDITURE}.get(statement, _BALANCES)


def subjects(statement: str, printed: Sequence[PrintedRow], family: Family) -> Iterator[Cells]:
    """Give the rows of a statement by functional subject, header first."""
    columns = header(statement, family)
    blanks = ("",) * (family.code_cells - 1)
    yield ("项目", *blanks, "", *(upper for _, upper, _ in columns))
    yield (family.code_header, *blanks, "科目名称", *(lower for _, _, lower in columns))
    if family.code_cells == 3:
        yield ("类", "款", "项", "", *("" for _ in columns))
    if family.column_numbers:
        yield ("栏次", *blanks, "", *(str(at) for at in range(1, len(columns) + 1)))
    total, body = printed[0], printed[1:]
    rows = [
        (
            *_code(row.item, family.code_cells),
            codes.functional()[row.item],
            *_amounts(row, columns, family),
        )
        for row in body
    ]
    whole = ("合计", *blanks, "", *_amounts(total, columns, family))
    yield from (whole, *rows) if family.total_first else (*rows, whole)


def _amounts(row: PrintedRow, columns: Header, family: Family) -> Iterator[str]:
    return (money(row.cells[measure], family) for measure, _, _ in columns)


def _code(code: str, cells: int) -> Cells:
    """Give a code as it is printed: whole, or 类, 款 and 项 in a cell each."""
    return (code,) if cells == 1 else (code[:3], code[3:5], code[5:])


def basic(printed: Sequence[PrintedRow], family: Family) -> Iterator[Cells]:
    """Give the rows of 06: blocks of code, name and amount side by side."""
    sides = _BASIC_SIDES[family.blocks]
    totals = {row.item: money(row.cells["amount"], family) for row in printed}
    blocks = [
        [
            (row.item, codes.economic()[row.item], money(row.cells["amount"], family))
            for row in printed
            if row.role != "total" and row.item.startswith(side)
        ]
        for side in sides
    ]
    blanks = ("",) * (3 * len(sides) - 5)
    yield ("人员经费", "", "", "公用经费", *blanks, "")
    yield ("科目编码", "科目名称", "决算数") * len(sides)
    for row in zip_longest(*blocks, fillvalue=("", "", "")):
        yield tuple(cell for block in row for cell in block)
    paid, bought = totals["personnel_total"], totals["public_total"]
    yield ("人员经费合计", "", paid, "公用经费合计", *blanks, bought)
