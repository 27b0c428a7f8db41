"""The system of one document: its cells as integers, its identities as linear constraints.

Amounts are in 分. Nothing here knows files or SQL: who has cells and constraints from elsewhere can
use it as well. Bounds are those of the gate: twice the residual is at most the sum of weight times
quantum of the cells that entered, and a weight changes where an amount becomes zero or non-zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

Changes = Mapping[int, int]
"""New values by position of the cell."""


@dataclass(frozen=True)
class Cell:
    """One cell of a statement: blank ones are cells of value 0."""

    statement: str
    side: str | None
    item: str
    measure: str
    role: str
    value: int
    quantum: int
    state: str = "amount"
    leaf: bool = False
    printed: str = ""
    label: str = ""
    subject_code: str | None = None
    column_label: str = ""
    unit: str = "万元"
    page: int | None = None
    line: int | None = None
    table_no: int | None = None
    row_no: int | None = None
    col_no: int | None = None
    usual: float = 0.5
    """The share of other bodies that print an amount other than zero in this cell."""
    named: bool = False
    """Whether the narrative names the row among those that an amount consists of."""

    @property
    def stated(self) -> bool:
        """Whether an amount is printed, be it 0.00."""
        return self.state == "amount"


@dataclass(frozen=True)
class Constraint:
    """One identity at one place: Σ coefficient × value is 0, or at most 0, within the rounding."""

    identity: str
    place: str
    terms: tuple[tuple[int, int], ...]
    """Position of a cell and what it is multiplied with; never zero."""
    members: tuple[int, ...]
    """The cells whose rounding counts."""
    at_most: bool = False


class System:
    """The cells and constraints of one document, indexed both ways."""

    def __init__(self, cells: Sequence[Cell], constraints: Iterable[Constraint]) -> None:
        self.cells = _measured(cells)
        self.constraints = tuple(constraints)
        self.values = [cell.value for cell in self.cells]
        self.above = _above(self.cells)
        self.heirs = [0] * len(self.cells)
        for number, ancestors in enumerate(self.above):
            for ancestor in ancestors if self.values[number] else ():
                self.heirs[ancestor] += 1
        self.uses: list[dict[int, int]] = [{} for _ in self.cells]
        self.counted: list[list[int]] = [[] for _ in self.cells]
        for number, constraint in enumerate(self.constraints):
            for cell, coefficient in constraint.terms:
                self.uses[cell][number] = coefficient
            for cell in constraint.members:
                self.counted[cell].append(number)
        self.residuals = [
            sum(factor * self.values[cell] for cell, factor in constraint.terms)
            for constraint in self.constraints
        ]
        self.bounds = [
            sum(self._weight(cell) * self.cells[cell].quantum for cell in constraint.members)
            for constraint in self.constraints
        ]

    @cached_property
    def violated(self) -> tuple[int, ...]:
        """The constraints that the print violates."""
        return tuple(n for n in range(len(self.constraints)) if self._excess(n, {}, {}) > 0)

    def holds(self, changes: Changes) -> bool:
        """Whether every constraint holds once ``changes`` are made; exact."""
        return not self.broken(changes)

    def broken(self, changes: Changes) -> list[int]:
        """Give the constraints that are violated once ``changes`` are made."""
        room = self.room(changes)
        touched = {number for cell in changes for number in self.uses[cell]}
        touched.update(room, self.violated)
        return [number for number in touched if self._excess(number, changes, room) > 0]

    def residual(self, number: int, changes: Changes) -> int:
        """Give the residual of a constraint once ``changes`` are made."""
        return self.residuals[number] + sum(
            self.uses[cell].get(number, 0) * (value - self.values[cell])
            for cell, value in changes.items()
        )

    def room(self, changes: Changes) -> dict[int, int]:
        """Give by how much (twice) bounds grow where amounts become zero or non-zero."""
        heirs: dict[int, int] = {}
        for cell, value in changes.items():
            turned = (value != 0) - (self.values[cell] != 0)
            for ancestor in self.above[cell] if turned else ():
                heirs[ancestor] = heirs.get(ancestor, 0) + turned
        grown: dict[int, int] = {}
        for cell in {*changes, *heirs}:
            value = changes.get(cell, self.values[cell])
            weight = max(self.heirs[cell] + heirs.get(cell, 0), int(value != 0))
            more = (weight - self._weight(cell)) * self.cells[cell].quantum
            for number in self.counted[cell] if more else ():
                grown[number] = grown.get(number, 0) + more
        return grown

    def _weight(self, cell: int) -> int:
        """Give how many independently rounded amounts a cell is made of."""
        return max(self.heirs[cell], int(self.values[cell] != 0))

    def _excess(self, number: int, changes: Changes, room: Mapping[int, int]) -> int:
        residual = self.residual(number, changes)
        size = residual if self.constraints[number].at_most else abs(residual)
        return 2 * size - self.bounds[number] - room.get(number, 0) if size > 0 else 0


def _measured(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Give the cells of a statement published empty, which has no decimals, those of the others."""
    usual = min((cell.quantum for cell in cells if cell.quantum), default=1)
    return tuple(cell if cell.quantum else replace(cell, quantum=usual) for cell in cells)


def _above(cells: Sequence[Cell]) -> list[list[int]]:
    """Give the class and group cells whose weight each leaf cell counts in."""
    placed: dict[tuple[str, str, str], list[int]] = {}
    for number, cell in enumerate(cells):
        if cell.role in ("class", "group", "item"):
            placed.setdefault((cell.statement, cell.measure, cell.item), []).append(number)
    return [
        [
            ancestor
            for digits in (3, 5)
            if cell.leaf and len(cell.item) > digits
            for ancestor in placed.get((cell.statement, cell.measure, cell.item[:digits]), ())
        ]
        for cell in cells
    ]
