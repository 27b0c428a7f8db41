"""Statements are recognised by titles that stand right above a table."""

import pytest

from pipelines.extract import Cell, Grid, TextLine
from pipelines.statements.outline import outline
from pipelines.statements.recogniser import Recogniser
from pipelines.statements.sections import Outline, missing
from pipelines.statements.template import templates


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("收入支出决算总表", "summary"),
        ("公开01表 收入支出决算总表", "summary"),
        ("一、收入支出决算总表", "summary"),
        ("表1：收入支出决算总表", "summary"),
        ("高等学校收支决算总表", "summary"),
        ("收入决算表", "income"),
        ("支出决算表（续表）", "expenditure"),
        ("财政拨款收入支出决算总表", "appropriation_summary"),
        ("国家信访局2024年度财政拨款收入支出决算总表", "appropriation_summary"),
        ("一般公共预算财政拨款支出决算表", "general_budget_expenditure"),
        ("一般公共预算财政拨款基本支出决算明细表", "basic_expenditure"),
        ("财政拨款“三公”经费支出决算表", "three_public"),
        ("一般公共预算财政拨款“三公”经费支出决算表", "three_public"),
        ("“三公”经费及会议费、培训费支出决算表", "three_public"),
        ("政府性基金预算财政拨款收入支出决算表", "government_fund"),
        ("国有资本经营预算财政拨款支出决算表", "state_capital"),
        ("国有资本经营预算财政拨款收入支出决算表", "state_capital"),
        ("项目支出决算表", None),  # an inserted table is not the statement its name ends in
        ("收入支出决算总体情况说明", None),
        ("详见《收入支出决算总表》", None),
        ("某局2023年度部门决算表", None),
    ],
)
def test_titles(text: str, statement: str | None) -> None:
    assert Recogniser(templates()).title(text) == statement


def grid(number: int, *rows: str, page: int | None = None) -> Grid:
    return Grid(
        number,
        tuple(
            tuple(Cell(t, r, c, line=r) for c, t in enumerate(row.split("|"), start=1))
            for r, row in enumerate(rows, start=1)
        ),
        page=page,
    )


def lines(*texts: str, page: int | None = None) -> list[TextLine]:
    return [TextLine(text, page=page, line=n) for n, text in enumerate(texts, start=1)]


TABLE = ("科目编码|科目名称|合计", "合计||1.00", "201|一般公共服务支出|1.00")


def draw(*blocks: object) -> Outline:
    return outline([b for b in blocks if isinstance(b, TextLine | Grid)], templates())


def test_titles_in_the_contents_open_nothing() -> None:
    contents = lines("目录", "一、收入支出决算总表", "二、收入决算表", "第五部分 附件")
    prose = lines(*["本部门负责拟订全市工业和信息化的发展规划并组织实施。" * 3] * 5)
    drawn = draw(*contents, *prose, *lines("收入决算表", "公开02表", "单位：万元"), grid(1, *TABLE))
    assert [s.statement for s in drawn.sections] == ["income"]
    assert missing(drawn) == ["summary"]
    assert drawn.sections[0].captions == ["公开02表", "单位：万元"]


def test_a_table_without_title_continues_the_one_before() -> None:
    drawn = draw(
        *lines("收入决算表", page=1),
        grid(1, *TABLE, page=1),
        *lines("7", page=1),
        grid(2, "208|社会保障和就业支出|1.00", page=2),
        *lines("注：本表反映收入情况。", page=2),
        grid(3, "a|b|c", page=3),
    )
    assert [len(section.pieces) for section in drawn.sections] == [2]
    assert drawn.sections[0].notes == ["注：本表反映收入情况。"]
    assert [table.number for _, table in drawn.unrecognised] == [3]


def test_running_heads_end_nothing() -> None:
    head = "某局2023年度决算公开材料"
    drawn = draw(
        *lines(head, "收入决算表", page=1),
        grid(1, *TABLE, page=1),
        *lines(head, page=2),
        grid(2, "208|社会保障和就业支出|1.00", page=2),
        *lines(head, page=3),
        grid(3, "210|卫生健康支出|1.00", page=3),
    )
    assert len(drawn.sections[0].pieces) == 3


def test_a_sentence_publishes_a_statement_as_empty() -> None:
    drawn = draw(
        *lines("政府性基金预算财政拨款收入支出决算表", "本部门没有政府性基金收入，故本表无数据。")
    )
    assert [(s.statement, s.said_empty) for s in drawn.sections] == [("government_fund", True)]


def test_captions_and_notes_inside_the_table_are_no_rows() -> None:
    inside = grid(
        1,
        "公开02表",
        "单位：某局|2023年度|金额单位：万元",
        *TABLE,
        "注：本表反映各项收入。",
        "本表有尾差。",
    )
    piece = draw(*lines("收入决算表"), inside).sections[0].pieces[0]
    assert [row[0].text for row in piece.rows] == ["科目编码", "合计", "201"]


def test_title_broken_over_two_lines() -> None:
    drawn = draw(*lines("一般公共预算财政拨款", "“三公”经费支出决算表"), grid(1, *TABLE))
    assert [section.statement for section in drawn.sections] == ["three_public"]
