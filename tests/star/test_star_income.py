from __future__ import annotations

from tests.star.builder import Document, World

GRAIN = ("subject_code", "fund", "amount_yuan", "derived", "fund_basis")


def granted(document: Document, **totals: int) -> Document:
    for item, amount in totals.items():
        document.line("appropriation_summary", "收入", item, amount=amount)
    return document


def test_the_columns_of_02_are_the_funds(world: World) -> None:
    document = Document("a")
    for item in ("201", "20101", "2010101"):
        document.state(
            "income",
            item,
            total=21,
            superior_grant=1,
            operating=2,
            business=3,
            affiliate=4,
            other=11,
        )
    world.build(document)
    assert world.rows("fact_income", "fund", "amount_yuan", "fund_basis") == [
        ("上级补助", "100.00", "column"),
        ("事业", "200.00", "column"),
        ("其他", "1100.00", "column"),
        ("经营", "300.00", "column"),
        ("附属单位上缴", "400.00", "column"),
    ]


def test_appropriations_of_one_budget_are_all_of_that_fund(world: World) -> None:
    document = Document("a").state("income", "2010101", total=5, appropriation=5)
    world.build(granted(document, general=5, fund=0))
    assert world.rows("fact_income", *GRAIN) == [
        ("2010101", "一般公共预算", "500.00", False, "only_fund")
    ]


def test_01_tells_the_budgets_where_04_is_not_there(world: World) -> None:
    document = Document("a").state("income", "2120801", total=5, appropriation=5)
    world.build(document.line("summary", "收入", "fund", amount=5))
    assert world.rows("fact_income", "fund") == [("政府性基金",)]


def test_the_subjects_of_08_and_09_take_theirs_and_the_rest_is_general(world: World) -> None:
    document = Document("a")
    document.state("income", "2010101", total=50, appropriation=50)
    document.state("income", "2120801", total=30, appropriation=30)
    document.state("income", "2296003", total=25, appropriation=25)
    document.state("government_fund", "2120801", opening=0, income=30, total=30, basic=0)
    document.state("government_fund", "2296003", opening=0, income=10, total=10, basic=0)
    world.build(granted(document, general=65, fund=40))
    assert world.rows("fact_income", *GRAIN) == [
        ("2010101", "一般公共预算", "5000.00", False, "remainder"),
        ("2120801", "政府性基金", "3000.00", False, "by_subject"),
        ("2296003", "一般公共预算", "1500.00", True, "remainder"),
        ("2296003", "政府性基金", "1000.00", False, "by_subject"),
    ]


def test_09_without_an_income_column_takes_the_subjects_that_05_does_not_have(
    world: World,
) -> None:
    document = Document("a").general("2010101", 50)
    document.state("income", "2010101", total=50, appropriation=50)
    document.state("income", "2230105", total=8, appropriation=8)
    document.fund("state_capital", "2230105", 0, 6)  # not all of it was spent
    world.build(granted(document, general=50, capital=8))
    assert world.rows("fact_income", "subject_code", "fund", "amount_yuan") == [
        ("2010101", "一般公共预算", "5000.00"),
        ("2230105", "国有资本经营", "800.00"),
    ]


def test_where_08_does_not_exhaust_the_fund_of_04_the_budget_is_not_guessed(world: World) -> None:
    document = Document("a").state("income", "2010101", total=50, appropriation=50)
    document.state("income", "2120801", total=30, appropriation=30)
    document.state("government_fund", "2120801", income=30, total=30, basic=30)
    world.build(granted(document, general=40, fund=40))
    assert {row[0] for row in world.rows("fact_income", "fund")} == {"财政拨款"}


def test_where_08_claims_more_than_02_has_the_budget_is_not_guessed(world: World) -> None:
    document = Document("a").state("income", "2010101", total=50, appropriation=50)
    document.state("income", "2120801", total=20, appropriation=20)
    document.state("government_fund", "2120801", income=30, total=30, basic=30)
    world.build(granted(document, general=40, fund=30))
    assert {row[0] for row in world.rows("fact_income", "fund")} == {"财政拨款"}


def test_where_a_subject_of_08_is_not_in_02_the_budget_is_not_guessed(world: World) -> None:
    document = Document("a").state("income", "2010101", total=50, appropriation=50)
    document.state("government_fund", "2120801", income=30, total=30, basic=30)
    world.build(granted(document, general=10, fund=40))
    assert world.rows("fact_income", *GRAIN) == [
        ("2010101", "财政拨款", "5000.00", False, "undecided")
    ]


def test_without_01_and_04_the_budget_is_not_guessed(world: World) -> None:
    report = world.build(Document("a").state("income", "2010101", total=5, appropriation=5))
    assert world.rows("fact_income", "fund") == [("财政拨款",)]
    assert report.undecided == 1


def test_a_row_of_which_only_the_total_is_printed_has_no_fund(world: World) -> None:
    world.build(Document("a").state("income", "2010101", total=5, appropriation=""))
    assert world.rows("fact_income", *GRAIN) == [
        ("2010101", "未区分", "500.00", False, "undecided")
    ]
