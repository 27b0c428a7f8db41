"""Forms as they stand in a document: over pages, twice, mid-year, and tables that are none."""

import polars as pl
import pytest

from pipelines.extract.text import read_text
from pipelines.statements.performance import (
    PERFORMANCE_FUND,
    PERFORMANCE_INDICATOR,
    PERFORMANCE_TOTAL,
    Forms,
    forms,
)

PROJECT = """项目支出绩效自评表
(2023 年度)
项目名称||{name}||||||
项目资金（万元）|||年初 预算数|全年 预算数|全年 执行数|分值|执行率|得分
||年度资金总额:|28|28|{executed}|10|100%|10
||其中: 当年财政拨款|28|28|{executed}|-|100%|
||其他资金||||-||
年度总体目标||预期目标|||实际完成情况|||
||完成预算编制和统计报表|||完成|||
绩效 指标|一级 指标|二级 指标|三级指标|年度 指标值|实际完成 值|分值|得分|偏差原因
|产出 指标|数量 指标|指标 1：展会 天数|≥5 天|5 天|50|49|天气
|||指标 2：|||||
满意 度指 标|服务对 象满意 度指标|指标 1：企业满意 度|≥88%|90%|40|40||
总分|||||100|99||
"""
WHOLE = """部门（单位）整体绩效自评表
部门（单位）名称|703001某市某局-211300000|||||||||||||||
部门年初预算收入金额（万元）|738.7|||||||||||||||
年度主要任务|对应项目|项目下达金额（万元）|项目执行金额（万元）|项目执行率|分值|得分
|人员经费|552.90|552.89|100.00%|10|10
年度目标|年初总体目标|全年完成情况
|做好工作|已完成
一级指标|二级指标|三级指标|运算符号|指标值|度量单位|至平完成值|完成程度|分值|得分|偏差原因分析|改进措施
||||||||||经费保障原因分析|制度保障原因分析|人员保障原因分析|硬件条件保障原因分析|其他原因分析|
履职效能|重点工作履行情况|重点工作办结率|=|100|%|100|1|45|45||||||
|整体|总体工作完成率|=|100|%|100|1|22|22||||||

绩效
指标

|工作完成情况|工作及时率|>=|90|%|80|0.8|23|20|款未到||||其他：雨|加快
总评价得分||||||||||97|||||
"""
MONITORING = """部门预算项目（政策）支出绩效运行监控表（2023年度）
项目名称|招商经费
主管部门及代码|066某局-210505000|实施单位|066001某局-210505000
项目预算资金（万元）|年初预算数|指标下达金额数|6月执行数|6月执行率|全年预计执行数
|100|100|70.37|70.38%|100
年度目标|年初总体目标|6月完成情况
|完成|完成
绩效指标|一级指标|二级指标|三级指标|运算符号|指标值|度量单位|当期执行情况|全年预计完成情况|偏差原因分析|完成目标可能性|改进措施
|||||||||经费保障原因分析|其他原因分析|确定能|有可能|完全不可能|
|产出指标|数量指标|洽谈次数|>=|10|次|60|100||||√||
结果应用建议|结果应用建议选项|具体建议内容
|改进预算项目管理|√|继续改进
"""
ADVERT = "\n全市高质量发展的各项工作在新的一年里继续推进并且取得了明显的成效和进步。" * 4


def read(text: str) -> Forms:
    return forms(read_text(text.replace("|", "\t")))


def project(name: str = "展会经费", executed: str = "28") -> str:
    return PROJECT.format(name=name, executed=executed)


def test_a_project() -> None:
    found = read(project())
    assert [(r["item"], r["executed"], r["unit"], r["line"]) for r in found.funds] == [
        ("年度资金总额", "28", "万元", 5),
        ("其中：当年财政拨款", "28", "万元", 6),
    ]
    first, second = found.indicators
    assert (first["level3"], first["operator"], first["target"], first["unit"]) == (
        "展会天数",
        "≥",
        "5",
        "天",
    )
    assert (first["actual"], first["weight"], first["score"]) == ("5天", "50", "49")
    assert (first["deviation"], first["completion"]) == ("天气", None)
    assert (second["level1"], second["level2"]) == ("满意度指标", "服务对象满意度指标")
    (total,) = found.totals
    assert (total["total_weight"], total["total_score"], total["line"]) == ("100", "99", 14)
    assert found.unread == []


def test_a_whole_unit_over_two_pages() -> None:
    found = read(WHOLE)
    assert {row["form"] for row in found.indicators} == {"整体自评"}
    assert {row["entity"] for row in found.indicators} == {"703001某市某局"}
    assert [(r["item"], r["budget_initial"], r["budget"]) for r in found.funds] == [
        ("部门年初预算收入金额", "738.7", None),
        ("人员经费", None, "552.90"),
    ]
    *_, before, after = found.indicators
    assert before["level2"] == after["level2"] == "整体工作完成情况"
    assert after["level1"] == "履职效能"
    assert (after["deviation"], after["improvement"]) == ("经费保障：款未到；其他：雨", "加快")
    assert [row["total_score"] for row in found.totals] == ["97"]


PLAIN = "履职效能|基础管理|依法行政能力||管理规范||全部或基本达成预期指标|1|3.3|3.3||||||"


@pytest.mark.parametrize(
    "line",
    [
        PLAIN,
        f"|{PLAIN}",
        f"绩效指标|{PLAIN}",
        "履职效能|基础管理|依法行政能力|||管理规范||全部或基本达成预期指标|1|3.3|3.3",
        "|履职效能|基础管理|依法行政能力|||管理规范||全部或基本达成预期指标|1|3.3|3.3",
        "履职效能|基础管理|依法行政能力||管理规范|||全部或基本达成预期指标|1|3.3|3.3|||||",
        "履职效能|基础管理|依法行政能力|||管理规范|全部或基本达成预期指标|1|3.3|3.3|||||",
        "|履职效能|基础管理|依法行政能力||管理规范|全部或基本达成预期指标|1|3.3|3.3|||||",
        "履职效能|基础管理|依法行政能力|管理规范|全部或基本达成预期指标|1|3.3|3.3|||||||||",
        "依法行政能力||||管理规范||全部或基本达成预期指标|1|3.3|3.3||||||",
    ],
)
def test_one_row_however_its_cells_are_shifted(line: str) -> None:
    head, rest = WHOLE.split("履职效能|重点", 1)
    expected, found = (read(f"{head}{text}\n履职效能|重点{rest}") for text in (PLAIN, line))
    assert found == expected


def test_rows_are_of_the_schemas() -> None:
    found, document = read(WHOLE + project()), {"document_id": "d", "fiscal_year": 2023}
    for rows, schema in (
        (found.indicators, PERFORMANCE_INDICATOR),
        (found.funds, PERFORMANCE_FUND),
        (found.totals, PERFORMANCE_TOTAL),
    ):
        assert all(set(document | row) == set(schema) for row in rows)
        assert pl.DataFrame([document | row for row in rows], schema=schema, strict=True).height


def test_monitoring_is_mid_year() -> None:
    found = read(MONITORING + project())
    monitored, evaluated = found.indicators[0], found.indicators[1:]
    assert monitored["form"] == "项目监控"
    assert (monitored["actual"], monitored["completion"], monitored["score"]) == ("60", "100", None)
    assert found.funds[0]["item"] == "项目预算资金"
    assert (found.funds[0]["executed"], found.funds[0]["rate"]) == ("70.37", "70.38%")
    assert {row["form"] for row in evaluated} == {"项目自评"}
    assert len(evaluated) == 2


def test_columns_decide_against_a_wrong_title() -> None:
    found = read(MONITORING.replace("绩效运行监控表", "绩效自评表"))
    assert [row["form"] for row in found.indicators] == ["项目监控"]


def test_a_form_printed_twice_counts_once() -> None:
    cut = project()[: project().index("满意 度指")]
    for text in (project() + project(), project() + cut):
        found = read(text)
        assert (len(found.indicators), len(found.funds), len(found.totals)) == (2, 2, 1)
        assert found.indicators[0]["line"] == 11
    assert len(read(cut + project()).totals) == 1


def test_two_projects_of_one_name() -> None:
    found = read(project(executed="28") + project(executed="7"))
    assert [row["form_no"] for row in found.totals] == [1, 2]
    assert [row["form_no"] for row in found.funds] == [1, 1, 2, 2]
    assert len(read(project("甲") + project("乙")).totals) == 2


def test_a_title_may_stand_again_on_the_next_page() -> None:
    head, rest = project().split("满意 度指", 1)
    assert len(read(f"{head}项目支出绩效自评表\n满意 度指{rest}").indicators) == 2


def test_a_form_without_its_title_is_known_by_its_columns() -> None:
    assert len(read(project().split("\n", 2)[2]).indicators) == 2


def test_a_table_of_goals_is_no_form() -> None:
    goals = (
        project().replace("|实际完成 值|分值|得分", "|||").replace("|得分", "|").split("\n", 2)[2]
    )
    assert read(goals) == Forms()
    assert read(project().replace("绩效自评表", "绩效目标申报表")) == Forms()


def test_a_table_behind_running_text_is_no_piece_of_a_form() -> None:
    head = project().split("总分")[0]
    found = read(f"{head}{ADVERT}\n企业|排名|名次|得分|1|2|3|4\n")
    assert len(found.indicators) == 2


def test_a_row_that_fits_no_column_is_told() -> None:
    found = read(project().replace("|||指标 2：|||||", "|√|√|√|√|||"))
    assert len(found.indicators) == 2
    (told,) = found.unread
    assert "line 12" in told
