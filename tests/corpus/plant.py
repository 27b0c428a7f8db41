"""Plants one wrong digit into a statement, so that an identity is violated beyond its bound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from tests.corpus.family import Family
from tests.corpus.money import money
from tests.corpus.printer import PrintedRow

_LEAST = 100_000_000  # 100 万元: a wrong first digit is far beyond any bound
_TESTED = ("summary", "income", "expenditure", "general_budget_expenditure", "basic_expenditure")
"""Statements in which every printed amount enters a sum."""


@dataclass(frozen=True)
class Plant:
    """A wrong digit: where it stands, what should stand there and what does."""

    statement: str
    item: str
    measure: str
    printed: str
    instead_of: str


def plant(printed: Mapping[str, Sequence[PrintedRow]], family: Family, random: Random) -> Plant:
    """Change the first digit of one amount in ``printed``."""
    cells = [
        (statement, row, measure)
        for statement in _TESTED
        for row in printed[statement]
        for measure, fen in row.cells.items()
        if fen and fen >= _LEAST
    ]
    statement, row, measure = random.choice(cells)
    right = row.cells[measure] or 0
    digits = str(right)
    row.cells[measure] = wrong = int(str(int(digits[0]) % 9 + 1) + digits[1:])
    return Plant(statement, row.item, measure, money(wrong, family), money(right, family))
