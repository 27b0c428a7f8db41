"""Windows: which values a cell may have so that every identity it stands in holds.

The values are integers on the grid of the cell's last printed decimal. A window is the
intersection over all identities of the cell, violated or not; the ends are inclusive.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pipelines.gate.location.system import Changes, System

FAR = 10**17
"""Where an open window ends: beyond any amount, in 分."""


class Window(NamedTuple):
    """The values from ``low`` to ``high``, in 分; empty where ``low`` is larger."""

    low: int
    high: int

    @property
    def empty(self) -> bool:
        """Whether no value lies in it."""
        return self.low > self.high

    @property
    def open(self) -> bool:
        """Whether no identity limits it on one side."""
        return self.low <= -FAR or self.high >= FAR

    def met(self, other: Window) -> Window:
        """Give what lies in both."""
        return Window(max(self.low, other.low), min(self.high, other.high))

    def on_grid(self, quantum: int) -> Window:
        """Give the window from its first to its last multiple of ``quantum``."""
        return Window(-(-self.low // quantum) * quantum, self.high // quantum * quantum)

    def points(self, quantum: int, most: int) -> Iterable[int]:
        """Give its values, the middle ones first, ``most`` of them at most."""
        count = (self.high - self.low) // quantum + 1
        middle = self.low + (count - 1) // 2 * quantum
        for step in range(min(count, most)):
            value = middle + (step + 1) // 2 * quantum * (1 if step % 2 else -1)
            if self.low <= value <= self.high:
                yield value


EVERYTHING = Window(-FAR, FAR)


def window(system: System, cell: int, others: Changes) -> Window:
    """Give the window of ``cell`` once ``others`` are changed, itself taken for non-zero.

    Zero rounds nothing, so that it may lie in the window and yet not hold:
    :meth:`System.holds` is exact.
    """
    room = system.room({**others, cell: system.values[cell] or 1})
    found = _least(system, cell)
    for number, factor in system.uses[cell].items():
        bound = system.bounds[number] + room.get(number, 0)
        rest = 2 * system.residual(number, {**others, cell: 0})
        limits = Window(-FAR if system.constraints[number].at_most else -bound - rest, bound - rest)
        found = found.met(scaled(limits, 2 * factor))
    return found.on_grid(system.cells[cell].quantum)


def scaled(limits: Window, factor: int) -> Window:
    """Give the integers that, times ``factor``, lie within ``limits``."""
    low, high = limits if factor > 0 else (-limits.high, -limits.low)
    size = abs(factor)
    return Window(-FAR if low <= -FAR else -(-low // size), FAR if high >= FAR else high // size)


def _least(system: System, cell: int) -> Window:
    """Give every value that a cell may have: what is not printed is at least zero."""
    return Window(-FAR if system.cells[cell].stated else 0, FAR)
