"""Laws that hold for any accounts: sums of facts are what the statements print."""

from __future__ import annotations

from collections import Counter

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.star.amounts import cells
from pipelines.star.expenditure import fact_expenditure
from pipelines.star.leaves import leaves
from pipelines.statements.records import AMOUNT
from tests.star.builder import Document

LEAVES = ("2010101", "2010102", "2080501", "2120801", "2230105")
STATEMENT_OF_FUND = ("general_budget_expenditure", "government_fund", "state_capital", "")

# exact 元, by leaf, fund (the last is none of the three) and nature, printed in 万元
accounts = st.dictionaries(
    st.tuples(st.sampled_from(LEAVES), st.integers(0, 3), st.sampled_from(["basic", "project"])),
    st.integers(1, 10**9),
    min_size=1,
    max_size=12,
)


def rounded(yuan: int) -> int:
    """元 as hundredths of 万元, rounded half up."""
    return (yuan + 50) // 100


def print_statement(document: Document, statement: str, spent: Counter[tuple[str, str]]) -> None:
    for digits in (3, 5, 7):
        rows: dict[str, Counter[str]] = {}
        for (leaf, nature), yuan in spent.items():
            rows.setdefault(leaf[:digits], Counter())[nature] += yuan
        for item, natures in rows.items():
            measures = {nature: rounded(yuan) for nature, yuan in natures.items()}
            total = {"total": rounded(natures.total())}
            document.print_row(statement, item, total | measures)
    total = Counter[str]()
    for (_, nature), yuan in spent.items():
        total[nature] += yuan
    document.print_row(statement, "total", {"total": rounded(total.total())})


def expenditure_facts(document: Document) -> pl.DataFrame:
    amount = pl.DataFrame(document.amounts, schema=AMOUNT, orient="row")
    status = {"document_id": [document.id], "status": ["published"]}
    printed = cells(amount, pl.DataFrame(status))
    known = {"document_id": [document.id] * 3, "statement": STATEMENT_OF_FUND[:3]}
    statement = pl.DataFrame(known).with_columns(pl.lit("found").alias("status"))
    return fact_expenditure(printed, leaves(printed), statement)


@settings(max_examples=60, deadline=None)
@given(accounts)
def test_expenditure_facts_add_up_to_the_total_of_03_within_rounding(
    spent: dict[tuple[str, int, str], int],
) -> None:
    document = Document("a")
    everything = Counter[tuple[str, str]]()
    funds: list[Counter[tuple[str, str]]] = [Counter() for _ in STATEMENT_OF_FUND]
    for (leaf, fund, nature), yuan in spent.items():
        everything[leaf, nature] += yuan
        funds[fund][leaf, nature] += yuan
    print_statement(document, "expenditure", everything)
    for statement, spending in zip(STATEMENT_OF_FUND[:3], funds, strict=False):
        if spending:
            print_statement(document, statement, spending)
    facts = expenditure_facts(document)
    assert facts.filter(facts["fund"] == "未区分").is_empty()
    rest = sum(map(len, (everything, *funds[:3])))
    total = rounded(sum(spent.values())) * 100
    difference = abs(sum(facts["fen"].to_list()) // 100 - total)
    # half a quantum (100 元) for the total and each leaf of 03, and for each cell of a residual
    assert 2 * difference <= 100 * (1 + len(everything) + rest)
    beyond = facts.filter("derived")
    assert all(fen > 0 for fen in beyond["fen"])
