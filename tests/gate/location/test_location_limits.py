"""Limits taken out without a solver: what is left has a solution exactly where the whole has one."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from pipelines.gate.location.feasibility import hold
from pipelines.gate.location.limits import Limits
from pipelines.gate.location.reduction import reduced

Place = tuple[dict[int, int], int, bool]
PLACES = st.lists(
    st.tuples(
        st.dictionaries(st.integers(0, 5), st.sampled_from([-1, 1]), max_size=4),
        st.integers(-4, 4),
        st.booleans(),
    ),
    min_size=1,
    max_size=9,
)


def limits(places: list[Place], most: list[int]) -> Limits:
    """Make the limits of one document; a place is terms, what is needed, and whether at most."""
    sums = np.array([[float(terms.get(cell, 0)) for cell in range(6)] for terms, _, _ in places])
    needed = np.array([float(amount) for _, amount, _ in places])
    at_most = np.array([below for _, _, below in places])
    bound = np.array(most, dtype=float)
    return Limits(
        csr_array(sums),
        np.where(at_most, -np.inf, needed),
        needed,
        -bound,
        bound,
        np.zeros(len(places), dtype=int),
        np.zeros(6, dtype=int),
        np.zeros(1, dtype=bool),
    )


def solvable(given: Limits) -> bool:
    """Ask the solver alone."""
    solved = milp(
        np.zeros(given.sums.shape[1]),
        constraints=LinearConstraint(given.sums.toarray(), given.low, given.high),
        bounds=Bounds(given.least, given.most),
    )
    return bool(solved.status == 0)


@settings(max_examples=300, deadline=None)
@given(PLACES, st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_reduction_keeps_whether_there_is_a_solution(places: list[Place], most: list[int]) -> None:
    whole = limits(places, most)
    left = reduced(whole)
    assert (not left.impossible[0] and solvable(left)) == solvable(whole)
    assert hold(whole)[0] == solvable(whole)


def test_a_sum_of_parts_and_the_same_total_elsewhere_need_no_solver() -> None:
    parts: list[Place] = [({0: 1, 1: -1, 2: -1}, 1, False), ({0: 1, 3: -1}, 0, False)]
    left = reduced(limits(parts, [1] * 6))
    assert left.sums.nnz == 0
    assert not left.impossible[0]


def test_what_is_needed_beyond_all_deviations_is_impossible() -> None:
    assert reduced(limits([({0: 1, 1: -1}, 3, False)], [1] * 6)).impossible[0]


def test_places_that_sum_the_same_cells_are_one() -> None:
    ring = [{0: 1, 1: 1, 2: 1}, {0: 1, 1: -1, 3: 1}, {1: 1, 2: -1, 3: -1}]
    turned = [{cell: -factor for cell, factor in terms.items()} for terms in ring]
    once: list[Place] = [(terms, 0, False) for terms in ring]
    twice: list[Place] = [*once, *((terms, 0, False) for terms in turned)]
    assert reduced(limits(twice, [1] * 6)).sums.nnz == reduced(limits(once, [1] * 6)).sums.nnz > 0
    other: list[Place] = [*once, *((terms, 1, False) for terms in turned)]
    assert reduced(limits(other, [1] * 6)).impossible[0]


def test_amounts_that_are_printed_alike_need_not_be_alike() -> None:
    at_most: Place = ({0: 1, 1: -1}, 0, True)
    below: list[Place] = [at_most, ({0: 1, 2: 1}, -2, False), ({1: 1, 3: 1}, 2, False)]
    above: list[Place] = [at_most, ({0: 1, 2: 1}, 2, False), ({1: 1, 3: 1}, -2, False)]
    assert hold(limits(below, [1] * 6))[0]
    assert not hold(limits(above, [1] * 6))[0]
