"""Repair: when a proposal is certain enough to be made without a person.

A clear lead, at least two independent equalities mended, and a new value that is one slip away from
the print (or fills a blank, or two amounts that changed places), with no second such value in the
window. Any amount fills a blank: there two equalities must ask for just that value. A repair is proposed and recorded, never silent: passing after it is no proof.
"""

from __future__ import annotations

from pipelines.gate.location.records import SuspectSet
from pipelines.gate.location.system import System

LEAD = 3.0
"""ln of the odds by which the first set must lead the second one."""

CERTAINTY = 3.0
"""ln of the odds by which the value must lead any other value of the window."""


def repairs(system: System, first: SuspectSet) -> bool:
    """Whether the first of the ranked sets may be proposed as a repair."""
    kinds = {suspect.misread for suspect in first.suspects}
    exchanged = kinds <= {"moved", "exchanged"}
    return (
        None not in kinds
        and (len(first.suspects) == 1 or exchanged)
        and all(suspect.proposed is not None for suspect in first.suspects)
        and first.lead >= LEAD
        and all(suspect.certainty >= CERTAINTY for suspect in first.suspects)
        and independent(system, first, exactly="blanked" in kinds) >= 2
    )


def independent(system: System, found: SuspectSet, exactly: bool = False) -> int:
    """Count violated equalities that share no cell but the suspects', largest choice not needed.

    With ``exactly`` only those count that then hold to the last digit. Two identities that share another cell may both be wrong by that one.
    """
    own = {suspect.cell for suspect in found.suspects}
    used: set[int] = set()
    count = 0
    for number in sorted(system.violated, key=lambda n: len(system.constraints[n].terms)):
        constraint = system.constraints[number]
        others = {cell for cell, _ in constraint.terms} - own
        mended = not exactly or system.residual(number, found.changes) == 0
        if mended and not constraint.at_most and not others & used:
            used |= others
            count += 1
    return count
