"""The narrative beyond the totals: 三公, basic expenditure, other matters, performance."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.corpus.money import moved, percent, points, rounded, wan
from tests.corpus.story import Story
from tests.typeset.blocks import Block, Heading, Paragraph

_VEHICLES = "副省级以上领导干部用车 主要领导干部用车 机要通信用车 应急保障用车 执法执勤用车 特种专业技术用车 离退休干部用车 其他用车"


def three_public(story: Story) -> Iterator[Block]:
    def both(item: str) -> tuple[int, str]:
        budget, actual = (story.fen("three_public", item, m) for m in ("budget", "actual"))
        return _actual(story, item), f"完成预算的{percent(actual, budget)}%"

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
        change = story.change(partial(_actual, item=item))
        told = f"比上年{moved(change, actual)}" if change else f"{year}年{name}与上年持平"
        yield Paragraph(
            f"{at}. {name}{wan(actual)}万元，占“三公”经费支出的{percent(actual, whole[0])}%。"
            f"{completed}，决算数与预算数存在差异的主要原因是据实列支。{told}，主要是业务变化等原因。"
        )
    bought, run = both("vehicle_purchase")[0], both("vehicle_operation")[0]
    yield Paragraph(
        f"其中：公务用车购置费{wan(bought)}万元，当年购置公务用车{1 if bought else 0}辆。公务用车运行"
        f"维护费{wan(run)}万元，主要用于车辆加油、过桥费、维修等，截至年末使用财政拨款开支运行维护费的"
        f"公务用车保有量{1 if run else 0}辆。"
    )


def _actual(story: Story, item: str) -> int:
    return rounded(story.fen("three_public", item, "actual"))


def _running_cost(story: Story) -> int:
    return story.running_cost


def basic(story: Story) -> Iterator[Block]:
    whole = wan(story.fen("general_budget_expenditure", "total", "basic"))
    paid = wan(story.fen("basic_expenditure", "personnel_total", "amount", "人员经费"))
    public = wan(story.fen("basic_expenditure", "public_total", "amount", "公用经费"))
    yield Heading(2, "四、一般公共预算财政拨款基本支出决算情况说明")
    yield Paragraph(
        f"{story.year}年度一般公共预算财政拨款基本支出{whole}万元，其中：人员经费{paid}万元，主要包括基本"
        f"工资、津贴补贴、奖金、住房公积金等；日常公用经费{public}万元，主要包括办公费、印刷费、差旅费、"
        "工会经费等。"
    )


def other(story: Story) -> Iterator[Block]:
    random, year = story.random, story.year
    cost = story.running_cost
    bought = [random.randrange(0, 50_000_000, 10_000) for _ in range(3)]
    cars = [random.randint(0, 3) for _ in _VEHICLES.split()]
    cars[-1] += 2
    held = "，".join(f"{name}{n}辆" for name, n in zip(_VEHICLES.split(), cars, strict=True))
    yield Heading(2, "五、其他重要事项的情况说明")
    yield Heading(3, "（一）机关运行经费支出情况。")
    told = moved(story.change(_running_cost), cost)
    yield Paragraph(f"{year}年机关运行经费支出{wan(cost)}万元，比上年{told}，主要原因是厉行节约。")
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


def performance(story: Story) -> Iterator[Block]:
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
