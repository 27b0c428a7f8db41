from __future__ import annotations

from tests.star.builder import Document, World

COLUMNS = ("fund", "opening_yuan", "income_yuan", "expenditure_yuan", "closing_yuan")


def with_04(document: Document, opening_general: int | str = 3) -> Document:
    document.line("appropriation_summary", "收入", "general", amount=100)
    document.line("appropriation_summary", "收入", "opening", amount=3)
    document.line("appropriation_summary", "收入", "opening_general", amount=opening_general)
    document.line("appropriation_summary", "支出", "total", total=90, general=90, fund="")
    return document.line("appropriation_summary", "支出", "closing", total=13, general=13)


def with_01(document: Document, surplus: int = 0) -> Document:
    document.line("summary", "收入", "total", amount=140)
    document.line("summary", "收入", "surplus_used", amount=surplus)
    document.line("summary", "收入", "opening", amount=3)
    document.line("summary", "支出", "total", amount=120)
    document.line("summary", "支出", "surplus_distributed", amount=surplus)
    return document.line("summary", "支出", "closing", amount=23)


def test_04_gives_the_budgets_and_01_the_rest(world: World) -> None:
    world.build(with_01(with_04(Document("a"))))
    assert world.rows("fact_balance", *COLUMNS, "derived", "fund_basis") == [
        ("一般公共预算", "300.00", "10000.00", "9000.00", "1300.00", False, "printed"),
        ("财政拨款以外", None, "4000.00", "3000.00", "1000.00", True, "remainder"),
    ]


def test_use_and_distribution_of_surplus_are_beyond_the_budgets(world: World) -> None:
    world.build(with_01(with_04(Document("a")), surplus=7))
    rows = world.rows("fact_balance", "fund", "surplus_used_yuan", "distributed_yuan")
    assert rows == [("一般公共预算", None, None), ("财政拨款以外", "700.00", "700.00")]


def test_an_opening_balance_printed_as_a_whole_is_of_the_fund_in_use(world: World) -> None:
    world.build(with_04(Document("a"), opening_general=""))
    assert world.rows("fact_balance", "fund", "opening_yuan") == [("一般公共预算", "300.00")]


def test_an_opening_balance_of_several_funds_is_not_divided(world: World) -> None:
    document = with_04(Document("a"), opening_general="")
    world.build(document.line("appropriation_summary", "收入", "fund", amount=5))
    assert world.rows("fact_balance", "fund", "opening_yuan", "fund_basis") == [
        ("一般公共预算", None, "printed"),
        ("政府性基金", None, "printed"),
        ("财政拨款", "300.00", "undecided"),
    ]


def test_without_04_the_funds_are_not_known(world: World) -> None:
    world.build(with_01(Document("a")))
    assert world.rows("fact_balance", *COLUMNS, "fund_basis") == [
        ("未区分", "300.00", "14000.00", "12000.00", "2300.00", "undecided")
    ]


def test_a_rest_within_rounding_is_no_row(world: World) -> None:
    document = with_04(Document("a")).line("summary", "收入", "total", amount=101)
    document.line("summary", "收入", "opening", amount=3)
    document.line("summary", "支出", "closing", amount=14)
    world.build(document.line("summary", "支出", "total", amount=90))
    assert world.rows("fact_balance", "fund") == [("一般公共预算",)]
