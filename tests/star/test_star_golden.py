"""The facts of the sample disclosures, from the amounts written down by hand in tests/golden."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from tests.star.builder import Document, World

GOLDEN = Path(__file__).parents[1] / "golden" / "statements"
SAMPLES = sorted(path.parent.name for path in GOLDEN.glob("*/summary.tsv"))


def golden(name: str) -> Document:
    """A document that prints what the golden files of a sample say, row by row."""
    document = Document(name)
    for path in sorted((GOLDEN / name).glob("*.tsv")):
        if path.stem == "document":
            continue
        rows: dict[tuple[str, ...], dict[str, int | str]] = {}
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                key = tuple(row[column] for column in ("item", "side", "label", "role"))
                rows.setdefault(key, {})[row["measure"]] = hundredths(row["printed"])
        for (item, side, label, role), measures in rows.items():
            document.print_row(path.stem, item, measures, side or None, label, role)
    return document


def hundredths(printed: str) -> int | str:
    return int(Decimal(printed.replace(",", "")) * 100) if printed else ""


def total(document: Document, statement: str, **place: str) -> Decimal:
    """The amount that a statement prints at one place, in 元."""
    wanted = {"statement": statement, **place}.items()
    (cell,) = (row for row in document.amounts if wanted <= row.items())
    return Decimal(str(cell["fen"] or 0)) / 100


def summed(frame: pl.DataFrame, column: str = "amount_yuan") -> Decimal:
    return sum(frame[column].drop_nulls().to_list(), Decimal(0))


@pytest.mark.parametrize("name", SAMPLES)
def test_facts_of_a_sample_are_its_printed_totals(world: World, name: str) -> None:
    document = golden(name)
    report = world.build(document)
    assert report.undecided == 0
    spent, received = world.table("fact_expenditure"), world.table("fact_income")
    assert not spent["derived"].any()  # these bodies live on appropriations alone
    cent = Decimal(100)  # 0.01 万元, what the last printed decimal is worth
    for facts, statement in ((spent, "expenditure"), (received, "income")):
        printed = total(document, statement, item="total", measure="total")
        assert abs(summed(facts) - printed) <= cent / 2 * (facts.height + 1)
    for nature, measure in (("基本", "basic"), ("项目", "project")):
        part = spent.filter(pl.col("nature") == nature)
        printed = total(document, "expenditure", item="total", measure=measure)
        assert abs(summed(part) - printed) <= cent / 2 * (part.height + 1)
    trips = world.table("fact_three_public").filter(pl.col("kind") == "决算")
    assert summed(trips) == total(document, "three_public", item="total", measure="actual")
    balance = world.table("fact_balance")
    assert summed(balance, "expenditure_yuan") == total(
        document, "summary", item="total", side="支出"
    )


def test_the_samples_are_there() -> None:
    assert len(SAMPLES) == 3
