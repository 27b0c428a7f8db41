"""Elsewhere: what it says for an amount that it is printed a second time in the document.

Most where the other row may state the same fact: it has the same code or name in another statement
(住房公积金 in 05 and in 06), or an identity sets the two beside each other. Else it may be chance.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable
from math import log

from pipelines.gate.location.system import System

AGREES = 8.0
"""What the same amount is worth at most in a row that may state the same fact."""

COINCIDES = 2.0
"""What it is worth at most where nothing says that the other amount is the same fact."""

NAME = 4
"""How many characters long the name must be that two rows share."""


class Elsewhere:
    """The amounts of one document by where they are printed."""

    def __init__(self, system: System, stated: Iterable[int] = ()) -> None:
        self.system = system
        self._stated = {abs(value) for value in stated}
        self._places: dict[int, list[int]] = defaultdict(list)
        for cell, value in enumerate(system.values):
            if value:
                self._places[abs(value)].append(cell)
        self._sizes = sorted(self._places.keys() | self._stated)

    def weight(self, cell: int, value: int) -> float:
        """Weigh that an amount is printed outside ``cell``: by chance one of its size rarely is."""
        others = [other for other in self._places.get(value, ()) if other != cell]
        if not value or not (others or value in self._stated):
            return 0.0
        units = value // self.system.cells[cell].quantum
        alike = bisect(self._sizes, 2 * value) - bisect(self._sizes, value // 2)
        most = AGREES if any(self._related(cell, other) for other in others) else COINCIDES
        return min(most, max(0.0, log(max(1, units) / max(1, alike))))

    def _related(self, cell: int, other: int) -> bool:
        """Whether two cells may state one fact."""
        one, two = self.system.cells[cell], self.system.cells[other]
        if one.statement != two.statement:
            short, long = sorted((_name(one.label), _name(two.label)), key=len)
            if one.item == two.item or (len(short) >= NAME and short in long):
                return True
        shared = self.system.uses[cell].keys() & self.system.uses[other].keys()
        return any(len(self.system.constraints[number].terms) == 2 for number in shared)


def _name(label: str) -> str:
    """Give what a row is called, without its code, brackets and the word for expenditure."""
    return "".join(c for c in label if c.isalpha()).removesuffix("支出")
