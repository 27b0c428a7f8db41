"""Performance forms that agree with the narrative: one of the whole body, one of each project."""

from __future__ import annotations

from collections.abc import Iterator

from tests.corpus.money import percent, points, wan
from tests.corpus.story import Project, Story
from tests.typeset.blocks import Block, Form, Rows

_WHOLE_HEAD = (
    *("一级指标", "二级指标", "三级指标", "运算符号", "指标值", "度量单位", "全年完成值"),
    *("完成程度", "分值", "得分", "偏差原因分析", "改进措施"),
)
_WHOLE = (  # 70 points beside the 30 of the money lines
    ("履职效能", "重点工作履行情况", "重点工作办结率", "=", "100", "%", "100", "10"),
    ("", "整体工作完成情况", "工作完成及时率", "=", "100", "%", "100", "10"),
    ("", "", "工作质量达标率", "=", "100", "%", "100", "10"),
    ("管理效率", "资产管理", "固定资产利用率", "=", "100", "%", "100", "10"),
    ("", "业务管理", "政府采购管理违法违规行为发生次数", "=", "0", "次", "0", "10"),
    ("运行成本", "成本控制成效", "在职人员控制率", "<=", "100", "%", "98", "10"),
    ("社会效应", "服务对象满意度", "服务对象满意度", ">=", "90", "%", "95", "10"),
)
_PROJECT = (  # 90 points beside the 10 of execution
    ("产出指标", "数量指标", "指标1：完成任务数量", "≥5个", "6个", "20"),
    ("", "质量指标", "指标1：验收合格率", "≥98%", "100%", "15"),
    ("", "时效指标", "指标1：按时完成率", "≥95%", "100%", "15"),
    ("效益指标", "社会效益指标", "指标1：服务能力提升", "明显提升", "明显提升", "30"),
    ("满意度指标", "服务对象满意度指标", "指标1：服务对象满意度", "≥90%", "96%", "10"),
)


def forms(story: Story) -> Iterator[Block]:
    """Give the forms of a document; a body without projects prints none."""
    if not story.projects:
        return
    yield Form("部门（单位）整体绩效自评表", f"（{story.year}年度）", (_whole(story),))
    for project in story.projects:
        yield Form("项目支出绩效自评表", f"（{story.year}年度）", (_project(story, project),))


def _whole(story: Story) -> Rows:
    body = story.body
    plan = wan(story.planned("basic") + story.planned("project"))
    name = f"{body.unit_code}{body.bare}-{body.division_code}000"
    paid = story.fen("basic_expenditure", "personnel_total", "amount", "人员经费")
    public = story.fen("basic_expenditure", "public_total", "amount", "公用经费")
    lines = tuple(
        ("", f"部门预算基本支出{kind}", *_executed(fen, fen), "15", "15")
        for kind, fen in (("人员经费（保工资）", paid), ("公用经费（保运转）", public))
    )
    return (
        ("部门（单位）名称", "", name, "", "", "", ""),
        ("部门年初预算收入金额（万元）", "", plan, "", "", "", ""),
        ("部门年初预算支出金额（万元）", "", plan, "", "", "", ""),
        (
            "年度主要任务",
            "对应项目",
            "项目下达金额（万元）",
            "项目执行金额（万元）",
            "项目执行率",
            "分值",
            "得分",
        ),
        *lines,
        ("年度目标", "年初总体目标", "", "", "全年完成情况", "", ""),
        ("", "保障机构运转，完成年度重点工作任务", "", "", "已完成", "", ""),
        _WHOLE_HEAD,
        *((*row[:7], "1", row[7], row[7], "", "") for row in _WHOLE),
        ("总评价得分", *("",) * 8, "100", "", ""),
    )


def _executed(budget: int, executed: int) -> tuple[str, str, str]:
    return wan(budget), wan(executed), f"{percent(executed, budget)}%"


def _project(story: Story, project: Project) -> Rows:
    body = story.body
    initial = wan(project.initial)
    budget, executed, rate = _executed(project.budget, project.executed)
    score = points(project.execution_score)
    return (
        ("项目名称", "", project.name, "", "", "", "", "", ""),
        ("主管部门", "", body.bare, "", "", "实施单位", body.bare, "", ""),
        (
            "项目资金（万元）",
            "",
            "",
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "分值",
            "执行率",
            "得分",
        ),
        ("", "", "年度资金总额：", initial, budget, executed, "10", rate, score),
        ("", "", "其中：当年财政拨款", initial, budget, executed, "-", rate, ""),
        ("", "", "上年结转资金", "", "", "", "-", "", ""),
        ("", "", "其他资金", "", "", "", "-", "", ""),
        ("年度总体目标", "", "预期目标", "", "", "实际完成情况", "", "", ""),
        ("", "", "按计划完成年度任务", "", "", "完成", "", "", ""),
        (
            "绩效指标",
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ),
        *(("", *row, row[5], "") for row in _PROJECT),
        ("总分", "", "", "", "", "", "100", points(project.score), ""),
    )
