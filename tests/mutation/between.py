"""The sums between two statements."""

from __future__ import annotations

from collections.abc import Iterator

from tests.mutation.books import Books, Key, Sum
from tests.mutation.within import FUNDS, SOURCES

FUND_STATEMENTS = {
    "general": "general_budget_expenditure",
    "fund": "government_fund",
    "capital": "state_capital",
}
PAID_FOR = {
    "30212": "abroad",
    "30217": "reception",
    "30231": "vehicle_operation",
    "31013": "vehicle_purchase",
}


def between(books: Books) -> Iterator[Sum]:
    """What two statements print alike."""
    one, four = "summary", "appropriation_summary"
    funds = books.keys(one, [f"收入:{fund}" for fund in FUNDS], "amount")
    income = books.keys("income", ["total"], "total")
    yield Sum(books.keys(one, ["收入:total"], "amount"), income)
    yield Sum(books.keys("income", ["total"], "appropriation"), funds)
    yield Sum(books.keys(four, ["收入:total"], "amount"), funds)
    for source in SOURCES:
        yield Sum(books.keys(one, [f"收入:{source}"], "amount"),
                  books.keys("income", ["total"], source))  # fmt: skip
    for fund in FUNDS if len(funds) > 1 else ():
        yield Sum(books.keys(one, [f"收入:{fund}"], "amount"),
                  books.keys(four, [f"收入:{fund}"], "amount"))  # fmt: skip
    yield Sum(books.keys(one, ["支出:total"], "amount"),
              books.keys("expenditure", ["total"], "total"))  # fmt: skip
    yield from _classes(books, one, "amount", "expenditure")
    yield from _classes(books, four, "general", "general_budget_expenditure")
    for fund, statement in FUND_STATEMENTS.items():
        yield Sum(books.keys(four, ["支出:total"], fund),
                  books.keys(statement, ["total"], "total"))  # fmt: skip
    yield from _at_most(books)


def _classes(books: Books, lines: str, measure: str, statement: str) -> Iterator[Sum]:
    for of, row in books.rows:
        if of == lines and row.startswith("支出:") and row[3:].isdigit():
            same = (Key(statement, row[3:], "total"),)
            yield Sum((Key(lines, row, measure),), same if books.codes(statement) else ())


def _at_most(books: Books) -> Iterator[Sum]:
    basic, five, three = "basic_expenditure", "general_budget_expenditure", "expenditure"
    spent = books.keys(basic, ["personnel_total", "public_total"], "amount")
    yield Sum(books.keys(five, ["total"], "basic"),
              spent or books.keys(basic, ["total"], "amount"))  # fmt: skip
    for measure in ("total", "basic", "project"):
        for row in {row for of, row in books.rows if of == five}:
            parts = [Key(s, row, measure) for s in FUND_STATEMENTS.values()]
            printed = tuple(key for key in parts if key in books.values)
            yield Sum(printed, (Key(three, row, measure),), at_most=True)
    for end, side in (("opening", "收入"), ("closing", "支出")):
        four = Key("appropriation_summary", f"{side}:{end}", "amount")
        four = four if four in books.values else four._replace(measure="total")
        whole = Key("summary", f"{side}:{end}", "amount")
        if four in books.values and whole in books.values:
            yield Sum((four,), (whole,), at_most=True)
    for code, item in PAID_FOR.items():
        yield Sum(books.keys(basic, [code], "amount"),
                  books.keys("three_public", [item], "actual"), at_most=True)  # fmt: skip
