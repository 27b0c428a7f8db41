from __future__ import annotations

import polars as pl

from pipelines.star.divisions import dim_division
from pipelines.star.subjects import dim_functional_subject, labels
from tests.star.builder import Document, World

NAMES = ("subject_code", "level", "name", "name_basis", "parent_code")


def printed(*rows: tuple[str, str, str]) -> pl.DataFrame:
    columns = ["document_id", "item", "label"]
    constant = {"statement": "income", "role": "item", "side": ""}
    return pl.DataFrame(rows, schema=columns, orient="row").with_columns(
        *(pl.lit(value).alias(name) for name, value in constant.items())
    )


def names(*rows: tuple[str, str, str]) -> dict[str, tuple[str | None, str | None]]:
    frame = dim_functional_subject(labels(printed(*rows)), 2023)
    return {code: (name, basis) for _, code, _, name, basis, _ in frame.rows()}


def test_levels_above_that_nobody_printed_are_named_by_the_code_list() -> None:
    assert names(("a", "2080505", "机关事业单位基本养老保险缴费支出")) == {
        "208": ("社会保障和就业支出", "code_list"),
        "20805": ("行政事业单位养老支出", "code_list"),
        "2080505": ("机关事业单位基本养老保险缴费支出", "printed"),
    }


def test_a_name_cut_at_its_cell_gives_way_to_the_full_one() -> None:
    cut, full = "其他一般公共服", "其他一般公共服务支出"
    rows = [("a", "2019999", cut), ("b", "2019999", cut), ("c", "2019999", full)]
    assert names(*rows)["2019999"] == (full, "printed")


def test_of_two_full_names_the_more_common_wins() -> None:
    rows = [
        ("a", "2019998", "一般支出"),
        ("b", "2019998", "一般支出"),
        ("c", "2019998", "很长的一般性支出"),
    ]
    assert names(*rows)["2019998"] == ("一般支出", "printed")


def test_a_name_that_everyone_cut_is_completed_by_the_code_list() -> None:
    found = names(("a", "2080505", "机关事业单位基本养老保险缴"))["2080505"]
    assert found == ("机关事业单位基本养老保险缴费支出", "code_list")


def test_the_name_of_the_year_stays_though_the_list_has_another() -> None:
    assert names(("a", "20805", "行政事业单位离退休"))["20805"] == ("行政事业单位离退休", "printed")


def test_a_code_that_no_list_knows_keeps_its_printed_name() -> None:
    assert names(("a", "2999999", "从未见过"))["2999999"] == ("从未见过", "printed")
    assert names(("a", "2999999", "从未见过"))["299"] == (None, None)


def test_economic_subjects_carry_their_side(world: World) -> None:
    document = Document("a")
    document.state("basic_expenditure", "301", side="人员经费", label="工资福利支出", amount=5)
    document.state("basic_expenditure", "30101", side="人员经费", label="基本工资", amount=5)
    document.state("basic_expenditure", "30201", side="公用经费", label="办公费", amount="")
    world.build(document)
    assert world.rows("dim_economic_subject", *NAMES, "side") == [
        ("301", "类", "工资福利支出", "printed", None, "人员经费"),
        ("30101", "款", "基本工资", "printed", "301", "人员经费"),
    ]
    assert world.rows("fact_basic_expenditure", "subject_code", "side", "amount_yuan") == [
        ("30101", "人员经费", "500.00")
    ]


def test_divisions_come_with_those_above_them_and_unknown_ones_without_a_name() -> None:
    rows = dim_division(["211302", "211399", "000000", "460000"], 2023)
    columns = ("division_code", "level", "name", "province", "city", "county")
    assert rows.select(columns).rows() == [
        ("000000", "中央", "中央", None, None, None),
        ("210000", "省", "辽宁省", "辽宁省", None, None),
        ("211300", "市", "朝阳市", "辽宁省", "朝阳市", None),
        ("211302", "县", "双塔区", "辽宁省", "朝阳市", "双塔区"),
        ("211399", None, None, "辽宁省", "朝阳市", None),
        ("460000", "省", "海南省", "海南省", None, None),
    ]


def test_a_year_after_the_last_list_takes_the_last_one() -> None:
    assert dim_division(["211300"], 2031)["names_of_year"].to_list() == [2024, 2024]


def test_every_member_of_a_fact_is_in_its_dimension(world: World) -> None:
    document = Document("a").expenditure("2010101", 9, 5, remitted=3).general("2010101", 8, 5)
    document.state("income", "2010101", total=9, appropriation=8, other=1)
    world.build(document.state("three_public", "abroad", budget=0, actual=0))
    for fact, column, dimension in (
        ("fact_expenditure", "fund", "dim_fund"),
        ("fact_expenditure", "nature", "dim_nature"),
        ("fact_income", "fund", "dim_fund"),
        ("fact_three_public", "item", "dim_three_public_item"),
        ("fact_expenditure", "subject_code", "dim_functional_subject"),
        ("fact_expenditure", "department_id", "dim_department"),
        ("fact_expenditure", "division_code", "dim_division"),
        ("fact_expenditure", "document_id", "dim_disclosure"),
    ):
        facts = world.table(fact)
        assert not facts.is_empty()
        assert facts.join(world.table(dimension), on=column, how="anti").is_empty(), dimension
