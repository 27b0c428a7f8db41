"""Levels are carried to all rows of a merged cell, and put right where they are misplaced."""

import pytest

from pipelines.statements.performance.framework import frameworks
from pipelines.statements.performance.layout import Subject
from pipelines.statements.performance.levels import Levels, settle

Row = tuple[str, str, str]


def settled(subject: Subject, *rows: Row) -> list[tuple[str | None, str | None]]:
    levels = [Levels(*(text or None for text in row)) for row in rows]
    settle(levels, frameworks()[subject])
    return [(row.level1, row.level2) for row in levels]


def test_a_merged_cell_is_carried_down() -> None:
    rows = settled("整体", ("甲", "乙", "a"), ("", "", "b"), ("", "丙", "c"), ("丁", "戊", "d"))
    assert rows == [("甲", "乙"), ("甲", "乙"), ("甲", "丙"), ("丁", "戊")]


def test_a_first_level_may_stand_on_the_next_page() -> None:
    rows = settled("整体", ("", "甲", "a"), ("乙", "丙", "b"))
    assert rows == [("乙", "甲"), ("乙", "丙")]


def test_a_prescribed_indicator_begins_its_own_level() -> None:
    rows = settled(
        "整体",
        ("履职效能", "基础管理", "依法行政能力"),
        ("", "", "预算执行率"),
        ("预算执行", "预算执行效率", "预算调整率"),
    )
    assert rows[1:] == [("预算执行", "预算执行效率")] * 2


def test_a_prescribed_indicator_stays_below_a_level_of_the_publisher() -> None:
    rows = settled("整体", ("过程", "资金使用", "资金到位率"), ("", "", "预算执行率"))
    assert rows[1] == ("过程", "资金使用")


@pytest.mark.parametrize(
    ("upper", "lower", "whole"),
    [("整体", "工作完成情况", "整体工作完成情况"), ("成本控制", "控制成效", "成本控制成效")],
)
def test_a_name_cut_by_the_end_of_a_page(upper: str, lower: str, whole: str) -> None:
    rows = settled("整体", ("甲", upper, "a"), ("", "", "b"), ("", lower, "c"))
    assert [second for _, second in rows] == [whole] * 3


def test_two_names_of_the_publisher_are_not_joined() -> None:
    assert settled("整体", ("甲", "乙", "a"), ("", "丙", "b")) == [("甲", "乙"), ("甲", "丙")]


def test_a_second_level_in_the_first_column() -> None:
    rows = settled(
        "整体",
        ("预算执行", "预算执行效率", "预算执行率"),
        ("预算监督管理", "预算编制管理", "预算绩效目标覆盖率"),
        ("", "预算监督管理", "预决算公开情况"),
    )
    assert rows[1:] == [("管理效率", "预算编制管理"), ("管理效率", "预算监督管理")]


def test_a_first_level_that_is_not_printed() -> None:
    rows = settled("项目", ("产出指标", "成本指标", "a"), ("", "社会效益指标", "b"))
    assert rows == [("产出指标", "成本指标"), ("效益指标", "社会效益指标")]


def test_cost_is_a_first_level_where_it_holds_kinds_of_cost() -> None:
    rows = settled("项目", ("成本指标", "经济成本指标", "a"), ("产出指标", "数量指标", "b"))
    assert rows == [("成本指标", "经济成本指标"), ("产出指标", "数量指标")]


def test_a_cut_name_stays_cut_and_is_known() -> None:
    rows = settled("项目", ("效益指标", "可持续影响指标", "a"), ("", "服务对象满意度指", "b"))
    assert rows[1] == ("满意度指标", "服务对象满意度指")
