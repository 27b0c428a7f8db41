"""The narrative of a disclosure: paragraphs whose claims agree with its statements and forms."""

from __future__ import annotations

from collections.abc import Iterator

from tests.corpus import codes
from tests.corpus.money import moved, percent, rounded, wan
from tests.corpus.remarks import basic, other, performance, three_public
from tests.corpus.story import Story
from tests.typeset.blocks import Block, Heading, Paragraph

_SOURCES = {
    "superior_grant": "上级补助收入",
    "operating": "事业收入",
    "business": "经营收入",
    "affiliate": "附属单位上缴收入",
    "other": "其他收入",
    "surplus_used": "使用非财政拨款结余",
    "opening": "上年结转和结余",
}
_NATURES = {
    "basic": "基本支出",
    "project": "项目支出",
    "remitted": "上缴上级支出",
    "business": "经营支出",
    "subsidy": "对附属单位补助支出",
}
_PAID = {"301": "工资福利支出", "302": "商品和服务支出", "303": "对个人和家庭的补助"}


def narrative(story: Story) -> Iterator[Block]:
    """Give the part 决算情况说明, heading first."""
    yield Heading(1, f"第二部分 {story.year}年度{story.body.scope}决算情况说明")
    yield from _totals(story)
    yield from _appropriation(story)
    yield from three_public(story)
    yield from basic(story)
    yield from other(story)
    yield from performance(story)


def _totals(story: Story) -> Iterator[Block]:
    total = _total(story)
    granted = rounded(story.fen("income", "total", "appropriation"))
    funds = [
        wan(story.fen("summary", fund, "amount", "收入")) for fund in ("general", "fund", "capital")
    ]
    change = story.change(_total)
    yield Heading(2, "一、收入支出决算总体情况说明")
    yield Heading(3, f"（一）收入总计{wan(total)}万元，包括：")
    yield Paragraph(
        f"1. 财政拨款收入{wan(granted)}万元，占收入总计的{percent(granted, total)}%。其中：一般公共预算"
        f"财政拨款收入{funds[0]}万元，政府性基金预算财政拨款收入{funds[1]}万元，国有资本经营预算财政"
        f"拨款收入{funds[2]}万元。"
    )
    for at, (item, name) in enumerate(_SOURCES.items(), start=2):
        fen = rounded(story.fen("summary", item, "amount", "收入"))
        yield Paragraph(f"{at}. {name}{wan(fen)}万元，占收入总计的{percent(fen, total)}%。")
    yield Paragraph(f"与上年相比，今年收入总计{moved(change, total)}，主要原因：项目经费变化。")
    yield from _spent(story, total, change)


def _total(story: Story) -> int:
    return rounded(story.fen("summary", "grand_total", "amount", "收入"))


def _appropriated(story: Story) -> int:
    return rounded(story.fen("appropriation_summary", "total", "total", "支出"))


def _spent(story: Story, total: int, change: int) -> Iterator[Block]:
    yield Heading(3, f"（二）支出总计{wan(total)}万元，包括：")
    for at, (nature, name) in enumerate(_NATURES.items(), start=1):
        fen = rounded(story.fen("expenditure", "total", nature))
        told = f"{at}. {name}{wan(fen)}万元，占支出总计的{percent(fen, total)}%。"
        if nature == "basic":
            parts = "；".join(
                f"{name}{wan(_economic(story, code))}万元" for code, name in _PAID.items()
            )
            told += "主要是为保障机构正常运转、完成日常工作任务而发生的各项支出，其中："
            told += f"{parts}。"
        yield Paragraph(told)
    yield Paragraph(f"与上年相比，今年支出总计{moved(change, total)}，主要原因：项目经费变化。")
    opening = rounded(story.fen("summary", "opening", "amount", "收入"))
    closing = rounded(story.fen("summary", "closing", "amount", "支出"))
    yield Heading(3, f"（三）年末结转和结余{wan(closing)}万元。")
    told = moved(closing - opening, closing)
    yield Paragraph(f"与上年相比，今年结转结余{told}，主要原因：项目进度影响。")


def _economic(story: Story, code: str) -> int:
    side = "公用经费" if code == "302" else "人员经费"
    return rounded(story.fen("basic_expenditure", code, "amount", side))


def _appropriation(story: Story) -> Iterator[Block]:
    year = story.year
    spent = _appropriated(story)
    parts = {nature: rounded(story.appropriated(nature)) for nature in ("basic", "project")}
    plans = {nature: story.planned(nature) for nature in parts}
    yield Heading(2, "二、财政拨款支出决算情况说明")
    yield Heading(3, "（一）总体情况。")
    yield Paragraph(
        f"{year}年度财政拨款支出{wan(spent)}万元，其中：基本支出{wan(parts['basic'])}万元，项目支出"
        f"{wan(parts['project'])}万元。与上年相比，财政拨款支出{moved(story.change(_appropriated), spent)}，"
        f"主要原因：人员经费变化。与年初预算相比，{year}年度财政拨款支出完成年初预算的"
        f"{percent(spent, sum(plans.values()))}%，其中：基本支出完成年初预算的"
        f"{percent(parts['basic'], plans['basic'])}%，项目支出完成年初预算的"
        f"{percent(parts['project'], plans['project'])}%。"
    )
    yield Heading(3, "（二）一般公共预算财政拨款支出情况。")
    whole = wan(story.fen("general_budget_expenditure", "total", "total"))
    yield Paragraph(f"{year}年度一般公共预算财政拨款支出{whole}万元。按支出功能分类科目分，包括：")
    yield from _subjects(story)
    for heading, fund, name in (
        ("（三）政府性基金预算财政拨款支出情况。", "government_fund", "政府性基金预算财政拨款支出"),
        (
            "（四）国有资本经营预算财政拨款支出情况。",
            "state_capital",
            "国有资本经营预算财政拨款支出",
        ),
    ):
        fen = story.fen(fund, "total", "total")
        yield Heading(3, heading)
        told = f"{name}{wan(fen)}万元" if fen else f"无{name}"
        yield Paragraph(f"本{story.body.scope}{year}年度{told}。")


def _subjects(story: Story) -> Iterator[Block]:
    names = codes.functional()
    first = item = 0
    for code in story.subjects:
        fen = story.fen("general_budget_expenditure", code, "total")
        if len(code) == 3:
            first, item = first + 1, 0
            yield Heading(4, f"{first}. {names[code]}{wan(fen)}万元，具体包括：")
        elif len(code) == 7:
            item += 1
            plan = sum(story.initial[code].values())
            path = f"{names[code[:3]]}（类）{names[code[:5]]}（款）{names[code]}（项）"
            yield Paragraph(
                f"（{item}）{path}{wan(fen)}万元，主要是履行职责所需支出，完成年初预算的"
                f"{percent(rounded(fen), plan)}%，决算数与年初预算数存在差异的主要原因是据实列支。"
            )
