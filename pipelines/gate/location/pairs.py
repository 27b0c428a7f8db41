"""Two wrong cells at once: may both be changed so that every identity holds?

Coefficients are 1 and -1, so that the values of two cells are limited one by one, in their sum and
in their difference: an octagon, whose closure is exact but for the parity of its corners. Values
that are proposed from it are checked exactly.
"""

from __future__ import annotations

from pipelines.gate.location.system import System
from pipelines.gate.location.windows import EVERYTHING, FAR, Window, scaled, window


def pair_window(system: System, one: int, other: int) -> Window:
    """Give the values of ``one`` for which some value of ``other`` makes every identity hold."""
    values = {cell: system.values[cell] or 1 for cell in (one, other)}
    room = system.room(values)
    shared = system.uses[one].keys() & system.uses[other].keys()
    alone = {cell: _alone(system, cell, shared, room) for cell in values}
    total, difference = EVERYTHING, EVERYTHING
    for number in shared:
        bound = system.bounds[number] + room.get(number, 0)
        rest = 2 * system.residual(number, dict.fromkeys(values, 0))
        limits = Window(-FAR if system.constraints[number].at_most else -bound - rest, bound - rest)
        factor, second = system.uses[one][number], system.uses[other][number]
        if factor == second:
            total = total.met(scaled(limits, 2 * factor))
        elif factor == -second:
            difference = difference.met(scaled(limits, 2 * factor))
    low, high = alone[other]
    found = alone[one].met(_added(total, -high, -low)).met(_added(difference, low, high))
    if not total.open and not difference.open:
        found = found.met(
            Window(-(-(total.low + difference.low) // 2), (total.high + difference.high) // 2)
        )
    return found.on_grid(system.cells[one].quantum)


def _alone(system: System, cell: int, shared: set[int], room: dict[int, int]) -> Window:
    """Give the window of a cell by the identities that it does not share."""
    found = Window(-FAR if system.cells[cell].stated else 0, FAR)
    for number, factor in system.uses[cell].items():
        if number not in shared:
            bound = system.bounds[number] + room.get(number, 0)
            rest = 2 * system.residual(number, {cell: 0})
            low = -FAR if system.constraints[number].at_most else -bound - rest
            found = found.met(scaled(Window(low, bound - rest), 2 * factor))
    return found


def _added(window_: Window, low: int, high: int) -> Window:
    """Give the sums of a value of the window and one from ``low`` to ``high``."""
    return Window(
        -FAR if window_.low <= -FAR or low <= -FAR else window_.low + low,
        FAR if window_.high >= FAR or high >= FAR else window_.high + high,
    )


__all__ = ["pair_window", "window"]
