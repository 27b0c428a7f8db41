"""Documents in which rounding is stretched too far, though every single identity passes."""

from __future__ import annotations

from tests.gate.accounts import Accounts, balanced


def at_the_bound() -> Accounts:
    """One row of 04 whose total is off by all that rounding could do, which it never does."""
    return balanced("rounding.strict").add("appropriation_summary", "201", "支出", total=-1)


def contradictory() -> Accounts:
    """A 总计 of 04 whose rounding cannot be that of its column and of its row at once."""
    return balanced("joint.feasible").add(
        "appropriation_summary", "grand_total", "支出", general=-1
    )


PLANTS = {"rounding.strict": at_the_bound, "joint.feasible": contradictory}
