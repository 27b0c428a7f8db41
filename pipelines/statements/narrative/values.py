"""The value of a number in a sentence: exact, with the sign its direction word gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

UNRESOLVED = "unresolved_alternative"
UNIT_MISSING = "unit_missing"


@dataclass(frozen=True, slots=True)
class Directions:
    """The words that say which way a number went, and how alternatives are joined.

    ``compared`` gives what words of comparison mean: -1, 0 or 1.
    """

    down: frozenset[str]
    alternatives: frozenset[str]
    compared: Mapping[str, int] = field(default_factory=dict)

    def sign(self, word: str) -> int | None:
        """Give 1 or -1, or None where two alternatives stand printed: 减少（增加）."""
        if self.undecided(word):
            return None
        return -1 if word in self.down else 1

    def undecided(self, word: str) -> bool:
        """Tell whether alternatives stand printed: 小于（大于）."""
        return any(mark in word for mark in self.alternatives)


def value(
    number: str, direction: str, has_unit: bool, directions: Directions
) -> tuple[Decimal | None, str | None]:
    """Give the value of ``number`` and a note; ``direction`` is empty where it has none.

    The value is None where the sign is undecided and matters. A word that compares is -1, 0 or 1,
    any other word says that nothing is there: zero.
    """
    if not number[-1].isdigit():
        if directions.undecided(number):
            return None, UNRESOLVED
        return Decimal(directions.compared.get(number, 0)), None
    plain = Decimal(number.replace(",", ""))
    if not direction:
        return plain, None
    sign = directions.sign(direction)
    if sign is None:
        return None if plain else plain, UNRESOLVED
    return plain if sign > 0 or not plain else -plain, None if has_unit else UNIT_MISSING
