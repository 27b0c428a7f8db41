"""The value of a number in a sentence: exact, with the sign its direction word gives it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

UNRESOLVED = "unresolved_alternative"
UNIT_MISSING = "unit_missing"


@dataclass(frozen=True, slots=True)
class Directions:
    """The words that say which way a number went, and how alternatives are joined."""

    down: frozenset[str]
    alternatives: frozenset[str]

    def sign(self, word: str) -> int | None:
        """Give 1 or -1, or None where two alternatives stand printed: 减少（增加）."""
        if any(mark in word for mark in self.alternatives):
            return None
        return -1 if word in self.down else 1


def value(
    number: str, direction: str, has_unit: bool, directions: Directions
) -> tuple[Decimal | None, str | None]:
    """Give the value of ``number`` and a note; ``direction`` is empty where it has none.

    The value is None where the sign is undecided and matters. A word is no change: zero.
    """
    if not number[-1].isdigit():
        return Decimal(0), None
    plain = Decimal(number.replace(",", ""))
    if not direction:
        return plain, None
    sign = directions.sign(direction)
    if sign is None:
        return None if plain else plain, UNRESOLVED
    return plain if sign > 0 or not plain else -plain, None if has_unit else UNIT_MISSING
