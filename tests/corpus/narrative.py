"""The narrative of a disclosure: paragraphs whose claims agree with its statements and forms."""

from __future__ import annotations

from collections.abc import Iterator

from tests.corpus import codes
from tests.corpus.money import percent, rounded, wan
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
_VEHICLES = "副省级以上领导干部用车 主要领导干部用车 机要通信用车 应急保障用车 执法执勤用车 特种专业技术用车 离退休干部用车 其他用车"


def narrative(story: Story) -> Iterator[Block]:
    """Give the part 决算情况说明, heading first."""
    yield Heading(1, f"第二部分 {story.year}年度{story.body.scope}决算情况说明")
    yield from _totals(story)
    yield from _appropriation(story)
    yield from _three_public(story)
    yield from _basic(story)
    yield from _other(story)
    yield from _performance(story)


def _moved(change: int, amount: int, more: str = "增长", less: str = "降低") -> str:
    """Tell a change on last year, and its rate where there was something last year."""
    if change == 0:
        return "持平"
    word, rated = ("增加", more) if change > 0 else ("减少", less)
    told = f"{word}{wan(abs(change))}万元"
    before = amount - change
    return told + (f"，{rated}{percent(abs(change), before)}%" if before > 0 else "")


def _totals(story: Story) -> Iterator[Block]:
    total = rounded(story.fen("summary", "grand_total", "amount", "收入"))
    granted = rounded(story.fen("income", "total", "appropriation"))
    funds = [
        wan(story.fen("summary", fund, "amount", "收入")) for fund in ("general", "fund", "capital")
    ]
    change = story.change(total)
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
    yield Paragraph(f"与上年相比，今年收入总计{_moved(change, total)}，主要原因：项目经费变化。")
    yield from _spent(story, total, change)


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
    yield Paragraph(f"与上年相比，今年支出总计{_moved(change, total)}，主要原因：项目经费变化。")
    opening = rounded(story.fen("summary", "opening", "amount", "收入"))
    closing = rounded(story.fen("summary", "closing", "amount", "支出"))
    yield Heading(3, f"（三）年末结转和结余{wan(closing)}万元。")
    moved = _moved(closing - opening, closing)
    yield Paragraph(f"与上年相比，今年结转结余{moved}，主要原因：项目进度影响。")


def _economic(story: Story, code: str) -> int:
    side = "公用经费" if code == "302" else "人员经费"
    return rounded(story.fen("basic_expenditure", code, "amount", side))


def _appropriation(story: Story) -> Iterator[Block]:
    year = story.year
    spent = rounded(story.fen("appropriation_summary", "total", "total", "支出"))
    parts = {nature: rounded(story.appropriated(nature)) for nature in ("basic", "project")}
    plans = {nature: story.planned(nature) for nature in parts}
    yield Heading(2, "二、财政拨款支出决算情况说明")
    yield Heading(3, "（一）总体情况。")
    yield Paragraph(
        f"{year}年度财政拨款支出{wan(spent)}万元，其中：基本支出{wan(parts['basic'])}万元，项目支出"
        f"{wan(parts['project'])}万元。与上年相比，财政拨款支出{_moved(story.change(spent), spent)}，"
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


def _three_public(story: Story) -> Iterator[Block]:
    def both(item: str) -> tuple[int, str]:
        budget, actual = (story.fen("three_public", item, m) for m in ("budget", "actual"))
        return rounded(actual), f"完成预算的{percent(actual, budget)}%"

    year, whole = story.year, both("total")
    names = {
        "abroad": "因公出国（境）费",
        "reception": "公务接待费",
        "vehicles": "公务用车购置及运行维护费",
    }
    parts = "，".join(f"{name}{wan(both(item)[0])}万元" for item, name in names.items())
    yield Heading(2, "三、财政拨款“三公”经费支出决算情况说明")
    yield Paragraph(
        f"{year}年度财政拨款安排的“三公”经费支出{wan(whole[0])}万元，{whole[1]}。其中：{parts}。"
    )
    for at, (item, name) in enumerate(names.items(), start=1):
        actual, completed = both(item)
        change = story.change(actual)
        moved = f"比上年{_moved(change, actual)}" if change else f"{year}年{name}与上年持平"
        yield Paragraph(
            f"{at}. {name}{wan(actual)}万元，占“三公”经费支出的{percent(actual, whole[0])}%。"
            f"{completed}，决算数与预算数存在差异的主要原因是据实列支。{moved}，主要是业务变化等原因。"
        )
    bought, run = both("vehicle_purchase")[0], both("vehicle_operation")[0]
    yield Paragraph(
        f"其中：公务用车购置费{wan(bought)}万元，当年购置公务用车{1 if bought else 0}辆。公务用车运行"
        f"维护费{wan(run)}万元，主要用于车辆加油、过桥费、维修等，截至年末使用财政拨款开支运行维护费的"
        f"公务用车保有量{1 if run else 0}辆。"
    )


def _basic(story: Story) -> Iterator[Block]:
    whole = wan(story.fen("general_budget_expenditure", "total", "basic"))
    paid = wan(story.fen("basic_expenditure", "personnel_total", "amount", "人员经费"))
    public = wan(story.fen("basic_expenditure", "public_total", "amount", "公用经费"))
    yield Heading(2, "四、一般公共预算财政拨款基本支出决算情况说明")
    yield Paragraph(
        f"{story.year}年度一般公共预算财政拨款基本支出{whole}万元，其中：人员经费{paid}万元，主要包括基本"
        f"工资、津贴补贴、奖金、住房公积金等；日常公用经费{public}万元，主要包括办公费、印刷费、差旅费、"
        "工会经费等。"
    )


def _other(story: Story) -> Iterator[Block]:
    random, year = story.random, story.year
    public = story.fen("basic_expenditure", "public_total", "amount", "公用经费")
    cost = rounded(int(public * random.uniform(0.3, 0.9)))
    bought = [random.randrange(0, 50_000_000, 10_000) for _ in range(3)]
    cars = [random.randint(0, 3) for _ in _VEHICLES.split()]
    cars[-1] += 2
    held = "，".join(f"{name}{n}辆" for name, n in zip(_VEHICLES.split(), cars, strict=True))
    yield Heading(2, "五、其他重要事项的情况说明")
    yield Heading(3, "（一）机关运行经费支出情况。")
    moved = _moved(story.change(cost), cost)
    yield Paragraph(f"{year}年机关运行经费支出{wan(cost)}万元，比上年{moved}，主要原因是厉行节约。")
    yield Heading(3, "（二）政府采购支出情况。")
    yield Paragraph(
        f"{year}年政府采购支出总额{wan(sum(bought))}万元，其中：政府采购货物支出{wan(bought[0])}万元，"
        f"政府采购工程支出{wan(bought[1])}万元，政府采购服务支出{wan(bought[2])}万元。"
    )
    yield Heading(3, "（三）国有资产占用情况。")
    yield Paragraph(
        f"截至{year}年12月31日，共有车辆{sum(cars)}辆，其中：{held}；单价100万元（含）以上设备"
        "（不含车辆）0台（套）。"
    )


def _performance(story: Story) -> Iterator[Block]:
    projects, year = story.projects, story.year
    if not projects:
        return
    money = wan(sum(project.budget for project in projects))
    average = points(sum(project.score for project in projects), len(projects))
    yield Heading(3, "（四）预算绩效情况。")
    yield Paragraph(
        f"根据预算绩效管理要求，本{story.body.scope}组织对{year}年度预算项目支出全面开展绩效自评，共涉及"
        f"预算支出项目{len(projects)}个，涉及资金{money}万元，自评平均分为{average}分。"
    )
    for at, project in enumerate(projects, start=1):
        yield Paragraph(
            f"（{at}）{project.name}自评综述：项目全年预算数为{wan(project.budget)}万元，全年执行数为"
            f"{wan(project.executed)}万元，完成预算的{project.rate}%。根据年初设定的绩效目标，项目自评得分"
            f"{points(project.score)}分。"
        )


def points(hundredths: int, forms: int = 1) -> str:
    """Print a score, or the mean of the scores of several forms, with two decimals."""
    mean = (2 * hundredths + forms) // (2 * forms)
    return f"{mean // 100}.{mean % 100:02d}"
