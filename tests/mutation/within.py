"""The sums within one statement."""

from __future__ import annotations

from collections.abc import Iterator

from tests.mutation.books import CODED, Books, Key, Sum

SOURCES = ("superior_grant", "operating", "business", "affiliate", "other")
FUNDS = ("general", "fund", "capital")
ACROSS = {
    "income": ("total", ("appropriation", *SOURCES)),
    "expenditure": ("total", ("basic", "project", "remitted", "business", "subsidy")),
    "appropriation_summary": ("total", FUNDS),
    "general_budget_expenditure": ("total", ("basic", "project")),
    "government_fund": ("total", ("basic", "project")),
    "state_capital": ("total", ("basic", "project")),
    "basic_expenditure": ("amount", ("personnel", "public")),
}
"""The column that sums the others, in every row."""


def within(books: Books) -> Iterator[Sum]:
    """Give every sum that one statement must keep by itself."""
    for statement in books.steps:
        for measure in books.measures[statement]:
            yield from _down(books, statement, measure)
        yield from _along(books, statement)
    for statement in ("summary", "appropriation_summary"):
        yield from _two_sided(books, statement)
    yield from _single(books)


def _down(books: Books, statement: str, measure: str) -> Iterator[Sum]:
    """A code is the sum of those right under it, and the total that of the leaves."""
    if statement not in CODED:
        return
    codes = books.codes(statement)
    levels = sorted({len(code) for code in codes})
    for code in codes:
        deeper = [n for n in levels if n > len(code)]
        under = [c for c in codes if deeper and len(c) == deeper[0] and c.startswith(code)]
        yield Sum(books.keys(statement, [code], measure), books.keys(statement, under, measure))
    leaves = books.keys(statement, books.leaves(statement), measure)
    yield Sum(books.keys(statement, ["total"], measure), leaves)


def _along(books: Books, statement: str) -> Iterator[Sum]:
    whole, parts = ACROSS.get(statement, ("", ()))
    carried = {"opening", "income", "total", "closing"} <= {*books.measures[statement]}
    for of, row in books.rows:
        if of != statement or (statement == "appropriation_summary" and row[:2] == "收入"):
            continue
        printed = [p for p in parts if p in books.measures[statement]]
        yield Sum((Key(of, row, whole),) if printed else (),
                  tuple(Key(of, row, p) for p in printed))  # fmt: skip
        if carried and statement != "appropriation_summary":
            had = (Key(of, row, "opening"), Key(of, row, "income"))
            yield Sum((Key(of, row, "closing"),), had, (Key(of, row, "total"),))


def _two_sided(books: Books, statement: str) -> Iterator[Sum]:
    ends = []
    for side in ("收入", "支出"):
        for measure in books.measures.get(statement, ()):
            lines = books.of(statement, side, "line", measure)
            balances = books.of(statement, side, "balance", measure)
            total = books.keys(statement, [f"{side}:total"], measure)
            grand = books.keys(statement, [f"{side}:grand_total"], measure)
            ends += [grand] if grand and measure in ("amount", "total") else []
            yield Sum(total, lines)
            yield Sum(grand, total + balances)
    if len(ends) == 2:
        yield Sum(ends[0], ends[1])


def _single(books: Books) -> Iterator[Sum]:
    """What only one statement has: 06, 07, and the balance of each fund in 04."""
    basic = "basic_expenditure"
    classes = [code for code in books.codes(basic) if len(code) == 3]
    paid = [code for code in classes if code in ("301", "303")]
    for total, parts in (
        ("personnel_total", paid),
        ("public_total", [*({*classes} - {*paid})]),
    ):
        yield Sum(books.keys(basic, [total], "amount"), books.keys(basic, parts, "amount"))
    for measure in books.measures.get("three_public", ()):
        lines = ("abroad", "reception", "vehicles")
        parts = ["vehicle_purchase", "vehicle_operation"]
        yield Sum(books.keys("three_public", ["total"], measure),
                  books.keys("three_public", lines, measure))  # fmt: skip
        yield Sum(books.keys("three_public", ["vehicles"], measure),
                  books.keys("three_public", parts, measure))  # fmt: skip
    four = "appropriation_summary"
    opened = [f"收入:opening_{fund}" for fund in FUNDS]
    yield Sum(books.keys(four, ["收入:opening"], "amount"), books.keys(four, opened, "amount"))
    for fund in FUNDS:
        had = books.keys(four, [f"收入:{fund}", f"收入:opening_{fund}"], "amount")
        kept = books.keys(four, ["支出:total", "支出:closing"], fund)
        yield Sum(had if len(had) == 2 else (), kept if len(kept) == 2 else ())
