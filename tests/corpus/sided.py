"""The two-sided statements (01, 04) and the three-public one (07) as rows of cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from tests.corpus import codes
from tests.corpus.coded import Cells
from tests.corpus.family import Family
from tests.corpus.money import money
from tests.corpus.printer import PrintedRow

_ORDINALS = "一二三四五六七八九十"
_FUNDS = ("general", "fund", "capital")
_FUND_NAMES = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
_SOURCES = {
    **{fund: f"{name}收入" for fund, name in zip(_FUNDS, _FUND_NAMES, strict=True)},
    "superior_grant": "上级补助收入",
    "operating": "事业收入",
    "business": "经营收入",
    "affiliate": "附属单位上缴收入",
    "other": "其他收入",
}
_THREE_PUBLIC = {
    "total": "合 计",
    "abroad": "1、因公出国（境）费",
    "reception": "2、公务接待费",
    "vehicles": "3、公务用车购置及运行费",
    "vehicle_operation": "其中：（1）公务用车运行维护费",
    "vehicle_purchase": "（2）公务用车购置费",
}
_ACROSS = ("total", "abroad", "vehicles", "vehicle_purchase", "vehicle_operation", "reception")
_PARTS = ("小计", "公务用车购置费", "公务用车运行维护费")

Found = Mapping[tuple[str, str | None], PrintedRow]


def numeral(number: int) -> str:
    """Give 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_ORDINALS[tens - 1]}十"
    return head + (_ORDINALS[ones - 1] if ones else "")


def summary(found: Found, year: int, family: Family) -> Iterator[Cells]:
    """Give the rows of 01."""
    income = [
        *_numbered(_SOURCES, found, "收入"),
        ("本年收入合计", found["total", "收入"]),
        (surplus_name(year), found["surplus_used", "收入"]),
        ("年初结转和结余", found["opening", "收入"]),
        ("总计", found["grand_total", "收入"]),
    ]
    spent = [
        *_numbered(codes.classes(year), found, "支出"),
        ("本年支出合计", found["total", "支出"]),
        ("结余分配", found["surplus_distributed", "支出"]),
        ("年末结转和结余", found["closing", "支出"]),
        ("总计", found["grand_total", "支出"]),
    ]
    income, spent = _levelled(income, spent, 4)
    yield from _sided(income, spent, ("amount",), (family.amount_header,), 2, family)


def appropriation_summary(found: Found, year: int, family: Family) -> Iterator[Cells]:
    """Give the rows of 04."""
    income = [
        *_numbered(dict(zip(_FUNDS, _FUND_NAMES, strict=True)), found, "收入"),
        ("本年收入合计", found["total", "收入"]),
        ("年初财政拨款结转和结余", found["opening", "收入"]),
        *(
            (name, found[f"opening_{fund}", "收入"])
            for fund, name in zip(_FUNDS, _FUND_NAMES, strict=True)
        ),
        ("总计", found["grand_total", "收入"]),
    ]
    spent = [
        *_numbered(codes.classes(year), found, "支出"),
        ("本年支出合计", found["total", "支出"]),
        ("年末财政拨款结转和结余", found["closing", "支出"]),
        *(("", None),) * 3,
        ("总计", found["grand_total", "支出"]),
    ]
    income, spent = _levelled(income, spent, 6)
    measures = ("total", *_FUNDS)
    yield from _sided(income, spent, measures, ("合计", *_FUND_NAMES), 2, family)


Lines = list[tuple[str, PrintedRow | None]]


def surplus_name(year: int) -> str:
    """Give the line of 01 for surpluses used, which was renamed twice."""
    if year < 2019:
        return "用事业基金弥补收支差额"
    return "使用非财政拨款结余" if year < 2023 else "使用非财政拨款结余（含专用结余）"


def _numbered(names: Mapping[str, str], found: Found, side: str) -> Lines:
    return [
        (f"{numeral(at)}、{name}", found[item, side])
        for at, (item, name) in enumerate(names.items(), start=1)
    ]


def _levelled(left: Lines, right: Lines, tail: int) -> tuple[Lines, Lines]:
    """Fill the shorter list with blank lines above its last ``tail`` lines."""
    most = max(len(left), len(right))
    filled: list[Lines] = []
    for lines in (left, right):
        blank: Lines = [("", None)] * (most - len(lines))
        filled.append([*lines[:-tail], *blank, *lines[-tail:]])
    return filled[0], filled[1]


def _sided(
    left: Lines,
    right: Lines,
    measures: Sequence[str],
    names: Sequence[str],
    first: int,
    family: Family,
) -> Iterator[Cells]:
    """Lay the income beside the expenditure."""
    line = (family.line_header,) if family.line_header else ()
    blank = ("",) * len(line)
    yield ("收入", *blank, "", "支出", *blank, *("" for _ in names))
    yield ("项目", *line, family.amount_header, "项目", *line, *names)
    if family.column_numbers:
        numbers = (str(first + at) for at in range(len(names)))
        yield ("栏次", *blank, "1", "栏次", *blank, *numbers)
    for at, ((one, income), (two, spent)) in enumerate(zip_longest(left, right), start=1):
        yield (
            one,
            *((str(at),) if line else ()),
            money(income.cells["amount"], family) if income else "",
            two,
            *((str(at + len(left)),) if line else ()),
            *(money(spent.cells[m], family) if spent else "" for m in measures),
        )


def three_public(printed: Sequence[PrintedRow], family: Family) -> Iterator[Cells]:
    """Give the rows of 07."""
    cells = {row.item: row.cells for row in printed}
    if family.three_public == "down":
        yield ("项 目", "预算数", "决算数")
        for item, name in _THREE_PUBLIC.items():
            yield (name, *(money(cells[item][m], family) for m in ("budget", "actual")))
        return
    names = ("合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费")
    parts = ("", "", *_PARTS, "")
    if family.three_public == "across":
        yield ("预算数", *("",) * 5, "决算数", *("",) * 5)
        yield (*names, *names)
        yield (*parts, *parts)
        yield tuple(str(at) for at in range(1, 13))
        yield tuple(money(cells[i][m], family) for m in ("budget", "actual") for i in _ACROSS)
        return
    yield ("项目", *names)
    yield ("", *parts)
    for name, measure in (("预算数", "budget"), ("决算数", "actual")):
        yield (name, *(money(cells[item][measure], family) for item in _ACROSS))
