"""Windows and changes, against the same system built anew."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.gate.location.pairs import pair_window
from pipelines.gate.location.system import System
from pipelines.gate.location.windows import window
from tests.gate.location.drawn import misprinted, sound

SEEDS = st.integers(min_value=0, max_value=10**9)


def rebuilt(changes: dict[int, int]) -> list[int]:
    """Give what is violated where the changes are printed, without any shortcut."""
    at = sound()
    return sorted(System(misprinted(at, changes), at.constraints).violated)


def drawn(random: Random, count: int) -> dict[int, int]:
    """Change some cells, to zero and from zero as well."""
    cells = sound().cells
    numbers = random.sample(range(len(cells)), count)
    return {n: random.choice((0, cells[n].value, 7)) + 3 * cells[n].quantum for n in numbers} | {
        numbers[0]: 0
    }


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_changes_are_weighed_as_if_printed(seed: int) -> None:
    changes = drawn(Random(seed), 3)
    at = sound()
    assert sorted(System(at.cells, at.constraints).broken(changes)) == rebuilt(changes)


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_a_window_ends_where_an_identity_breaks(seed: int) -> None:
    """Inside it nothing of the cell is violated, one step outside something is."""
    random, at = Random(seed), sound()
    system = System(at.cells, at.constraints)
    cell = random.choice([n for n, uses in enumerate(system.uses) if uses])
    values, step = window(system, cell, {}), at.cells[cell].quantum
    assert values.low <= at.cells[cell].value <= values.high
    for inside in {values.low, values.high} - {0}:
        assert values.open or rebuilt({cell: inside}) == []
    for outside in (values.low - step, values.high + step):
        if outside > 0 and not values.open:
            assert rebuilt({cell: outside})


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_two_cells_may_always_be_what_they_are(seed: int) -> None:
    """The pair's window holds the true value, whatever is printed in the two cells."""
    random, at = Random(seed), sound()
    one, other = random.sample([n for n, c in enumerate(at.cells) if c.value], 2)
    changes = {one: at.cells[one].value * 3, other: at.cells[other].value * 7}
    system = System(misprinted(at, changes), at.constraints)
    assert pair_window(system, one, other).low <= at.cells[one].value
    assert at.cells[one].value <= pair_window(system, one, other).high
