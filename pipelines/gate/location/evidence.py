"""Evidence: how believable it is that certain cells are wrong and had other values.

Everything is a natural logarithm of a likelihood ratio against the print as it stands, so that
kinds of evidence add up: how likely the slip is, how well the residuals suit rounding as this
document does it, and whether the same amount is printed elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from math import exp, log

from pipelines.gate.location.elsewhere import Elsewhere
from pipelines.gate.location.misread import Exchange, Misread, readings
from pipelines.gate.location.print_habits import PrintHabits
from pipelines.gate.location.system import Cell, Changes, System

SLIP = {
    "digit": 0.4,
    "transposed": 0.1,
    "dropped": 0.1,
    "added": 0.05,
    "point": 0.05,
    "sign": 0.02,
    "blanked": 0.15,
    "moved": 0.1,
    "exchanged": 0.05,
    None: 0.005,
}
"""The share of each slip among wrong cells; None is any other value."""

SPREAD = 18.0
"""ln of the range of amounts: an amount of n units is one of about n × SPREAD."""


class Evidence:
    """The evidence of one document."""

    def __init__(self, system: System, stated: Iterable[int] = ()) -> None:
        self.system = system
        self.habits = PrintHabits(system.cells)
        self.elsewhere = Elsewhere(system, stated)
        self._readings: dict[int, dict[int, Misread]] = {}

    def readings(self, cell: int) -> dict[int, Misread]:
        """Give the values of which the print of ``cell`` is one slip away."""
        if cell not in self._readings:
            self._readings[cell] = readings(self.system.cells[cell])
        return self._readings[cell]

    def kind(self, cell: int, value: int) -> Misread | None:
        """Say by which slip ``value`` was printed as the amount of ``cell``."""
        if not self.system.cells[cell].stated:
            return "blanked" if value else None
        return self.readings(cell).get(value)

    def exchange(self, changes: Changes) -> Exchange | None:
        """Say whether two cells changed places, in one row or one above the other."""
        if len(changes) != 2:
            return None
        (one, first), (other, second) = changes.items()
        values, cells = self.system.values, self.system.cells
        if (first, second) != (values[other], values[one]) or first == second:
            return None
        if cells[one].statement != cells[other].statement or not _beside(cells[one], cells[other]):
            return None
        return "exchanged" if first and second else "moved"

    def score(self, changes: Changes) -> float:
        """Give the weight of everything that speaks for ``changes``."""
        return self._slips(changes) + self._elsewhere(changes) + self._exactness(changes)

    def _slips(self, changes: Changes) -> float:
        exchange = self.exchange(changes)
        if exchange:
            return log(SLIP[exchange])
        return sum(self._slip(cell, value) for cell, value in changes.items())

    def _slip(self, cell: int, value: int) -> float:
        """Weigh that ``value`` was meant and printed so, against that the print was meant.

        Large amounts are rarer, one by one, than small ones: by their size.
        """
        kind = self.kind(cell, value)
        share = log(SLIP[kind])
        given = self.system.cells[cell]
        if kind is None:
            return share - self._magnitude(cell, value or given.value)
        if kind == "blanked":
            odds = log(given.usual / (1 - given.usual)) + self.habits.filled(cell)
            return share + odds - self._magnitude(cell, value)
        rarer = self._magnitude(cell, value) - self._magnitude(cell, given.value) if value else 0.0
        return share - rarer + self.habits.likelihood(cell, value, kind)

    def _magnitude(self, cell: int, value: int) -> float:
        return log(SPREAD * max(1, abs(value) // self.system.cells[cell].quantum))

    def _elsewhere(self, changes: Changes) -> float:
        """Weigh that a new value is printed elsewhere, and that the old one is."""
        found = 0.0
        for cell, value in changes.items():
            found += self.elsewhere.weight(cell, abs(value))
            found -= self.elsewhere.weight(cell, abs(self.system.values[cell]))
        return found

    def _exactness(self, changes: Changes) -> float:
        system, found = self.system, 0.0
        room = system.room(changes)
        touched = {number for cell in changes for number in system.uses[cell]}
        broken = set(system.violated)
        for number in touched:
            if not system.constraints[number].at_most:
                bound = system.bounds[number] + room.get(number, 0)
                found += self._rounding(number, system.residual(number, changes), bound)
                if number not in broken:
                    found -= self._rounding(number, system.residuals[number], system.bounds[number])
        return found

    def _rounding(self, number: int, residual: int, bound: int) -> float:
        """Give the log-likelihood of a residual: rounding errors of so many cells, in a sum.

        A document whose identities of that kind are mostly exact goes on being so, by the odds of
        what was seen of it.
        """
        if not residual or not bound:
            return 0.0
        spread = -6 * residual**2 / (bound * self._quanta[number])
        odd, habit = self._habits[self.system.constraints[number].identity]
        return log((1 - odd) * exp(max(-700.0, spread / habit)) + odd * exp(max(-700.0, spread)))

    @cached_property
    def _quanta(self) -> list[int]:
        cells = self.system.cells
        return [
            max(cells[cell].quantum for cell in constraint.members) if constraint.members else 1
            for constraint in self.system.constraints
        ]

    @cached_property
    def _habits(self) -> dict[str, tuple[float, float]]:
        """By identity: how surprising another habit would be, and the share of the rounding used."""
        system = self.system
        seen: dict[str, list[float]] = defaultdict(list)
        broken = set(system.violated)
        for number, constraint in enumerate(system.constraints):
            used = seen[constraint.identity]
            bound = system.bounds[number]
            if bound and number not in broken and not constraint.at_most:
                used.append(12 * system.residuals[number] ** 2 / (bound * self._quanta[number]))
        return {
            identity: (1 / (len(used) + 2), min(1.0, (1 + sum(used)) / (1 + len(used))))
            for identity, used in seen.items()
        }


def _beside(one: Cell, other: Cell) -> bool:
    """Whether two cells are neighbours in a row, or stand in one column."""
    if one.row_no is None or one.col_no is None or other.row_no is None or other.col_no is None:
        return False
    apart = abs(one.col_no - other.col_no)
    return one.table_no == other.table_no and (
        apart == 0 or (apart == 1 and one.row_no == other.row_no)
    )
