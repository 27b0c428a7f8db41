"""What sentences state: signs, years, fillers, alternatives, and what is no claim."""

from decimal import Decimal

import pytest

from pipelines.extract.text import read_text
from pipelines.statements.narrative import claims, reasons

Stated = tuple[object, object, object]


def stated(text: str, year: int = 2023) -> list[Stated]:
    """Give metric, subject and printed number of each claim."""
    return [
        (row["metric"], row["subject"], row["printed"])
        for row in claims(read_text(text), fiscal_year=year)
    ]


THREE = "三、财政拨款“三公”经费支出决算情况说明\n"
PROJECT = "2.项目绩效自评结果。\n"


def test_a_clause_without_a_subject_goes_on_with_the_one_before() -> None:
    text = "1.公务接待费2.00万元，占“三公”经费支出的10%。比上年减少1.50万元，下降42.86%。"
    rows = claims(read_text(THREE + text), fiscal_year=2023)
    assert [row["value"] for row in rows] == list(map(Decimal, ["2.00", "10", "-1.50", "-42.86"]))
    assert {row["subject"] for row in rows} == {"reception"}
    assert rows[2]["sentence"] == "比上年减少1.50万元，下降42.86%。"


def test_no_change_is_zero_against_last_year_and_nothing_against_the_budget() -> None:
    text = "公务接待费与上年持平。公务接待费决算数持平预算数，决算数等于预算数。"
    rows = claims(read_text(THREE + text), fiscal_year=2023)
    assert [(r["metric"], r["value"], r["unit"]) for r in rows] == [
        ("three_public_change", Decimal(0), None)
    ]


def test_unresolved_alternatives_are_flagged() -> None:
    text = "因公出国（境）费比上年减少（增加）0万元，下降（增长）3%。"
    zero, rate = claims(read_text(THREE + text), fiscal_year=2023)
    assert (zero["value"], zero["note"]) == (Decimal(0), "unresolved_alternative")
    assert (rate["value"], rate["note"]) == (None, "unresolved_alternative")


@pytest.mark.parametrize(
    "text",
    [
        "（一）收入总计情况\n主要是0等收入。",
        "二、收入决算情况说明\n一、主要职责\n事业收入5万元。",
        "（一）收入总计1万元。\n第三部分 名词解释\n（二）支出总计1万元。",
        "（三）国有资产占用情况。\n单价100万元以上设备的购置，其他用车主要是0。",
        THREE + "主要为参加0团等，主要用于0等，主要是无等原因。",
        THREE + "比上年增加5万元。",
        PROJECT + "项目自评得分98分。",
        PROJECT + "（1）甲项目自评综述：项目绩效目标完成情况：预算执行率100%，自评得分9分。",
    ],
)
def test_no_claims(text: str) -> None:
    assert [s for s in stated(text) if s != ("income_total", None, "1")] == []


def test_a_quantity_nobody_understands_breaks_what_was_spoken_of() -> None:
    text = "公务接待费2万元，车船税5万元，占“三公”经费支出的10%。"
    assert stated(THREE + text) == [("three_public_amount", "reception", "2")]


def test_years() -> None:
    text = (
        "（一）机关运行经费支出情况。\n"
        "2022年机关运行经费支出7万元，2021年机关运行经费支出5万元，比上年增加2万元。"
        "与2020年度相比，减少1万元。机关运行经费支出7万元，比2021年度增加2万元。"
    )
    rows = claims(read_text(text), fiscal_year=2023)
    assert [row["fiscal_year"] for row in rows] == [2022, 2021, 2022, 2023, 2023, 2023]


def test_titles_name_a_year_wherever_they_stand() -> None:
    text = "某市某局\n2023年度部门决算\n第二部分 2021年度某局决算情况说明\n2022年度收入支出情况。\n"
    rows = claims(read_text(text), fiscal_year=2023)
    assert [(r["metric"], r["printed"], r["fiscal_year"], r["line"]) for r in rows] == [
        ("heading_year", "2023", 2023, 2),
        ("heading_year", "2021", 2021, 3),
    ]


def test_words_that_compare_with_the_budget_go_with_the_rate() -> None:
    text = "公务接待费2万元，完成预算的90%，决算数小于预算数的主要原因是5万元。完成预算的80%，决算数小于（大于）年初预算数。"
    rows = claims(read_text(THREE + text), fiscal_year=2023)
    assert [(r["metric"], r["value"], r["note"]) for r in rows[1:]] == [
        ("three_public_completion", Decimal(90), None),
        ("three_public_budget_word", Decimal(-1), None),
        ("three_public_completion", Decimal(80), None),
        ("three_public_budget_word", None, "unresolved_alternative"),
    ]


def test_goals_are_read_after_the_money_and_only_with_a_sign() -> None:
    text = "（1）甲项目自评综述：该项目为追加项目，项目绩效目标完成情况：满意度≥99%；培训3次；工期大于等于5天。"
    assert stated(PROJECT + text) == [
        ("project_initial_budget", "甲", "追加项目"),
        ("project_goal", "甲/满意度", "99"),
        ("project_goal", "甲/工期", "5"),
    ]


def test_reasons_of_forms_are_read_at_their_indicator() -> None:
    row: dict[str, str | int | None] = {"entity": "001甲局", "page": 7, "line": None}
    row["deviation"] = (
        "其他：主要原因是2023年初预算10万元，全年预算12.5万元；2022年“三公”经费2.1万元。"
    )
    rows = reasons([row, row | {"deviation": None}], fiscal_year=2023)
    assert [(r["metric"], r["subject"], r["printed"], r["fiscal_year"]) for r in rows] == [
        ("reason_initial_budget", "001甲局", "10", 2023),
        ("reason_budget", "001甲局", "12.5", 2023),
        ("reason_three_public", "001甲局", "2.1", 2022),
    ]
    assert {(r["section"], r["page"], r["line"]) for r in rows} == {("reason", 7, None)}


def test_functional_subjects_are_paths() -> None:
    text = (
        "（二）一般公共预算财政拨款支出情况。\n"
        "1.卫生健康支出3万元，具体包括：\n"
        "（1）行政单位医疗2万元，主要是缴费，完成年初预算的50%。\n"
        "（2）卫生健康支出(类)行政事业单位医疗(款)公务员医疗补助（项）1万元。\n"
        "人员经费9万元，主要是工资。\n"
    )
    assert stated(text) == [
        ("functional_amount", "卫生健康支出", "3"),
        ("functional_amount", "卫生健康支出/行政单位医疗", "2"),
        ("functional_completion", "卫生健康支出/行政单位医疗", "50"),
        ("functional_amount", "卫生健康支出/行政事业单位医疗/公务员医疗补助", "1"),
    ]


def test_a_project_is_named_once_and_money_that_moved_counts_among_goals() -> None:
    text = (
        "（1）“科技”活动项目自评综述：项目全年预算数为35万元，执行数为27.79万元，"
        "完成预算的79.4%。项目绩效目标完成情况：参会人数500人次。\n\n"
        "已支付248,305元，无需支付尾款1元，2024年需支付质保金8,395元。\n"
        "（2）“甲”项目自评综述：项目自评得分为98分。"
    )
    rows = claims(read_text(PROJECT + text), fiscal_year=2023)
    assert [(r["metric"], r["subject"], r["printed"], r["fiscal_year"]) for r in rows] == [
        ("project_budget", "“科技”活动", "35", 2023),
        ("project_executed", "“科技”活动", "27.79", 2023),
        ("project_execution_rate", "“科技”活动", "79.4", 2023),
        ("project_paid", "“科技”活动", "248,305", 2024),
        ("project_payable", "“科技”活动", "8,395", 2024),
        ("project_score", "甲", "98", 2023),
    ]


def test_headings_of_a_table_of_contents_close_nothing() -> None:
    text = "第四部分 名词解释\n（一）收入总计5万元，包括：\n1.事业收入0万元。"
    assert [s[0] for s in stated(text)] == ["income_total", "income_source_amount"]


def test_tables_are_no_narrative() -> None:
    assert stated("（一）收入总计情况\n财政拨款收入\t5万元\n") == []
