"""Mixed-integer programming: the fewest cells whose change makes every identity hold.

Fellegi and Holt's principle as HiGHS solves it: each cell deviates up or down from the print where
a switch allows it, and the fewest switches are sought. A solver of floating point lets a little
deviation through a closed switch, so that only which cells deviate is taken from it; their values
are solved again in integers, without switches, and :meth:`System.holds` decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import Any

import numpy as np
import scipy  # its parts are imported where they are first used

from pipelines.gate.location.system import System

MOST = 6
"""How many wrong cells are looked for: more is no misread, but a lost row or page."""

Array = np.ndarray[Any, Any]


class Program:
    """The programme of one document; amounts are counted in its smallest quantum."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.cells = sorted({cell for c in system.constraints for cell, _ in c.terms})
        self.column = {cell: number for number, cell in enumerate(self.cells)}
        quanta = [system.cells[cell].quantum for cell in self.cells]
        self.unit = min(quanta, default=1)
        self.steps = [quantum / self.unit for quantum in quanta]
        self.sums = self._matrix(
            (row, cell, factor)
            for row, constraint in enumerate(system.constraints)
            for cell, factor in constraint.terms
        )
        residual = np.array(system.residuals, dtype=float) / self.unit
        bound = np.array(system.bounds, dtype=float) / self.unit / 2
        at_most = np.array([c.at_most for c in system.constraints], dtype=bool)
        self.low = np.where(at_most, -np.inf, -bound - residual)
        self.high = bound - residual
        self.reach = 2 * float(np.abs(residual).sum() + bound.sum()) + 1
        blank = [not system.cells[cell].stated for cell in self.cells]
        self.most = np.full(2 * len(self.cells), self.reach)
        self.most[len(self.cells) :][blank] = 0  # what is blank was no negative amount

    def smallest(self, deadline: float) -> Iterator[dict[int, int]]:
        """Give the changes of each smallest set of cells, until ``deadline`` or all are given."""
        size, tried = MOST, list[set[int]]()
        held = self._held()
        while (left := deadline - perf_counter()) > 0:
            opened = self._fewest(held, size, tried, left)
            if not opened:
                return
            tried.append(opened)
            changes = self.changes(opened)
            if changes is not None:
                size = len(opened)
                yield changes

    def changes(self, cells: set[int]) -> dict[int, int] | None:
        """Solve the values of ``cells`` in integers, all others as printed; None where none do."""
        chosen = [self.column[cell] for cell in sorted(cells)]
        room = self.system.room({cell: self.system.values[cell] or 1 for cell in cells})
        grown = np.zeros(len(self.low))
        for number, more in room.items():
            grown[number] = more / self.unit / 2
        sums = self.sums[:, chosen]
        solved = scipy.optimize.milp(
            np.ones(2 * len(chosen)),
            constraints=scipy.optimize.LinearConstraint(
                scipy.sparse.hstack([sums, -sums]), self.low - grown, self.high + grown
            ),
            bounds=scipy.optimize.Bounds(
                0, self.most[[*chosen, *(len(self.cells) + c for c in chosen)]]
            ),
            integrality=np.ones(2 * len(chosen)),
        )
        if solved.x is None:
            return None
        steps = np.rint(solved.x[: len(chosen)] - solved.x[len(chosen) :]).astype(int).tolist()
        system = self.system
        found = {
            cell: system.values[cell] + step * system.cells[cell].quantum
            for cell, step in zip(sorted(cells), steps, strict=True)
        }
        return found if all(steps) and system.holds(found) else None

    def _held(self) -> list[scipy.optimize.LinearConstraint]:
        """Make what must hold: the identities, and that only what is switched on deviates."""
        system, one = self.system, scipy.sparse.eye_array(len(self.cells))
        grown = self._matrix(
            (number, cell, 0.5)
            for cell in self.cells
            if not system.values[cell]
            for counted in (cell, *system.above[cell])
            for number in system.counted[counted]
        )
        return [
            scipy.optimize.LinearConstraint(
                scipy.sparse.hstack([self.sums, -self.sums, grown]), self.low, np.inf
            ),
            scipy.optimize.LinearConstraint(
                scipy.sparse.hstack([self.sums, -self.sums, -grown]), -np.inf, self.high
            ),
            scipy.optimize.LinearConstraint(
                scipy.sparse.hstack([one, one, -self.reach * one]), -np.inf, 0
            ),
        ]

    def _fewest(
        self,
        held: list[scipy.optimize.LinearConstraint],
        size: int,
        tried: list[set[int]],
        seconds: float,
    ) -> set[int] | None:
        """Give the fewest cells that may deviate: ``size`` at most, and none of ``tried`` whole."""
        count = len(self.cells)
        cuts = [np.isin(self.cells, sorted(cells)).astype(float) for cells in tried]
        switches: Array = np.vstack([np.ones(count), *cuts])
        limits = np.array([size, *(cut.sum() - 1 for cut in cuts)])
        deviations = scipy.sparse.csr_array((len(limits), 2 * count))
        whole = np.concatenate([np.zeros(2 * count), np.ones(count)])
        solved = scipy.optimize.milp(
            whole,
            constraints=[
                *held,
                scipy.optimize.LinearConstraint(
                    scipy.sparse.hstack([deviations, scipy.sparse.csr_array(switches)]),
                    -np.inf,
                    limits,
                ),
            ],
            bounds=scipy.optimize.Bounds(0, np.concatenate([self.most, np.ones(count)])),
            integrality=whole,
            options={"time_limit": seconds},
        )
        if solved.x is None:
            return None
        deviates = solved.x[:count] + solved.x[count : 2 * count]
        return {cell for cell, by in zip(self.cells, deviates, strict=True) if by > 0.5}

    def _matrix(self, entries: Iterable[tuple[int, int, float]]) -> scipy.sparse.csr_array:
        """Make a matrix of a row a constraint and a column a cell, in steps of each cell."""
        rows, columns, values = [], [], []
        for row, cell, factor in entries:
            if cell in self.column:
                rows.append(row)
                columns.append(self.column[cell])
                values.append(factor * self.steps[self.column[cell]])
        shape = (len(self.system.constraints), len(self.cells))
        return scipy.sparse.csr_array((values, (rows, columns)), shape=shape)
