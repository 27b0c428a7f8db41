from __future__ import annotations

from tests.star.builder import Document, World

GRAIN = ("subject_code", "fund", "nature", "amount_yuan", "derived", "fund_basis")


def test_only_leaves_are_facts(world: World) -> None:
    document = Document("a")
    for item in ("208", "20805", "2080501"):
        document.general(item, 100, 50)
    document.general("210", 7).general("21011", 7)  # this publisher stops at the 款
    world.build(document)
    assert world.rows("fact_expenditure", *GRAIN) == [
        ("2080501", "一般公共预算", "基本", "10000.00", False, "printed"),
        ("2080501", "一般公共预算", "项目", "5000.00", False, "printed"),
        ("21011", "一般公共预算", "基本", "700.00", False, "printed"),
    ]


def test_zeros_blanks_and_parts_are_no_facts(world: World) -> None:
    document = Document("a").state(
        "general_budget_expenditure", "2080501", total=5, basic=5, project=0, basic_of_which=3
    )
    world.build(document.state("general_budget_expenditure", "2080502", total="", basic="—"))
    assert world.rows("fact_expenditure", "subject_code", "nature") == [("2080501", "基本")]


def test_each_fund_has_its_statement(world: World) -> None:
    document = Document("a").general("2010101", 5)
    document.fund("government_fund", "2120801", 0, 6).fund("state_capital", "2230105", 0, 7)
    world.build(document)
    assert world.rows("fact_expenditure", "fund", "amount_yuan") == [
        ("一般公共预算", "500.00"),
        ("政府性基金", "600.00"),
        ("国有资本经营", "700.00"),
    ]


def test_what_03_holds_beyond_the_funds_is_one_derived_row_a_nature(world: World) -> None:
    world.build(
        Document("a").expenditure("2010101", 100, 80, business=9).general("2010101", 90, 80)
    )
    rows = world.rows("fact_expenditure", *GRAIN)
    assert [row for row in rows if row[4]] == [
        ("2010101", "财政拨款以外", "基本", "1000.00", True, "remainder"),
        ("2010101", "财政拨款以外", "经营", "900.00", True, "remainder"),
    ]


def test_a_residual_within_rounding_is_no_row_and_one_beyond_it_is(world: World) -> None:
    document = Document("a")
    document.expenditure("2010101", 101).general("2010101", 100)  # two cells: up to 0.01
    document.expenditure("2010102", 102).general("2010102", 100)
    world.build(document)
    rows = world.rows("fact_expenditure", "subject_code", "amount_yuan", "derived")
    assert [row for row in rows if row[2]] == [("2010102", "200.00", True)]


def test_units_of_the_statements_may_differ(world: World) -> None:
    document = Document("a").expenditure("2010101", 100)
    document.unit = "元"  # 05 in 元: 9,950.40 is 1.00 万元 within rounding of 03
    world.build(document.general("2010101", 995_040))
    assert world.rows("fact_expenditure", "amount_yuan") == [("9950.40",)]


def test_a_subject_that_only_03_has_lies_wholly_beyond_the_budgets(world: World) -> None:
    world.build(Document("a").expenditure("2050205", 70).general("2010101", 0, 0))
    assert world.rows("fact_expenditure", *GRAIN) == [
        ("2050205", "财政拨款以外", "基本", "7000.00", True, "remainder")
    ]


def test_statements_that_stop_at_different_levels_compare_at_the_coarser(world: World) -> None:
    document = Document("a")
    document.expenditure("20805", 100).expenditure("2080501", 60).expenditure("2080502", 40)
    world.build(document.general("20805", 90))
    assert world.rows("fact_expenditure", *GRAIN) == [
        ("20805", "一般公共预算", "基本", "9000.00", False, "printed"),
        ("20805", "财政拨款以外", "基本", "1000.00", True, "remainder"),
    ]
    (sources,) = world.table("fact_expenditure").filter("derived")["sources"].to_list()
    assert [(cell["table_no"], cell["row_no"]) for cell in sources] == [(3, 2), (3, 3), (5, 1)]


def test_without_05_the_fund_of_03_is_not_known(world: World) -> None:
    world.build(Document("a").expenditure("2010101", 10))
    assert world.rows("fact_expenditure", *GRAIN) == [
        ("2010101", "未区分", "基本", "1000.00", True, "undecided")
    ]


def test_an_empty_05_says_that_all_is_from_elsewhere(world: World) -> None:
    document = Document("a", empty=("general_budget_expenditure",)).expenditure("2010101", 10)
    world.build(document)
    assert world.rows("fact_expenditure", "fund") == [("财政拨款以外",)]


def test_without_08_a_fund_that_spent_by_04_leaves_the_rest_undecided(world: World) -> None:
    document = Document("a").expenditure("2120801", 10).expenditure("2010101", 5)
    document.line("appropriation_summary", "支出", "total", total=15, general=5, fund=10)
    world.build(document.general("2010101", 5))
    assert world.rows("fact_expenditure", "subject_code", "fund") == [
        ("2010101", "一般公共预算"),
        ("2120801", "未区分"),
    ]


def test_less_in_03_than_in_the_funds_is_never_money_from_elsewhere(world: World) -> None:
    world.build(Document("a").expenditure("2010101", 5).general("2010101", 9))
    assert world.rows("fact_expenditure", *GRAIN) == [
        ("2010101", "一般公共预算", "基本", "900.00", False, "printed"),
        ("2010101", "未区分", "基本", "-400.00", True, "undecided"),
    ]


def test_a_form_that_prints_only_totals_has_no_nature(world: World) -> None:
    document = Document("a").expenditure("2230105", 10, 5)
    world.build(document.state("state_capital", "2230105", total=15).general("2010101", 0, 0))
    assert world.rows("fact_expenditure", *GRAIN) == [
        ("2230105", "国有资本经营", "未区分", "1500.00", False, "printed")
    ]


def test_a_derived_row_leads_to_every_cell_that_took_part(world: World) -> None:
    world.build(Document("a").expenditure("2010101", 100).general("2010101", 90))
    facts = world.table("fact_expenditure").filter("derived")
    printed = world.table("printed_amount")
    places = facts.explode("sources").unnest("sources").select("table_no", "row_no", "col_no")
    cells = printed.join(places, on=places.columns)
    assert cells.select("statement", "measure").rows() == [
        ("expenditure", "basic"),
        ("general_budget_expenditure", "basic"),
    ]
    assert facts["quantum_yuan"].cast(str).to_list() == ["200.00"]
