"""Joint feasibility: is there an unrounded amount behind every cell with which all identities hold?

Each identity may pass by itself and all together not: the roundings that one needs contradict
those that another needs. A linear programme over the whole document tells: every cell stands for
an amount within half its rounding, blank and zero cells for zero, and all identities hold exactly.

A document whose equalities are all exact needs no programme, since the print itself is such a
solution (an inequality that is not exact has room). Of the others the nearest to a bound come
first, and at most a given number is solved; the rest is not testable, which is counted and shown.
What can be settled without a programme is, and the rest of several documents is asked at once.

An amount that another may not exceed is mostly printed as that very amount. So it is asked first
whether all can hold with such amounts alike, which is the smaller question; where they cannot, that
proves nothing and the whole is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import duckdb
import numpy as np
import polars as pl
import scipy  # its parts are imported where they are first used

from pipelines.gate.identity import Identity
from pipelines.gate.location.limits import Array, Limits
from pipelines.gate.location.places import limits_of
from pipelines.gate.location.reduction import reduced
from pipelines.gate.location.terms import linear

FEASIBLE, INFEASIBLE = 0, 2
"""The status by which HiGHS, as scipy tells it, says that a solution exists, or none."""

AT_ONCE = 32
"""How many documents are asked in one programme."""

_JOINT = {"document_id": pl.String(), "feasible": pl.Boolean()}

_ROUNDED = """
SELECT document_id::VARCHAR,
    max(2 * abs(printed - recomputed) / rounding) FILTER (outcome = 'rounding') AS nearest
FROM result
WHERE severity = 'critical' AND list_contains($identities, identity)
GROUP BY ALL
HAVING bool_or(outcome = 'rounding') AND NOT bool_or(outcome IN ('violated', 'waived'))
ORDER BY nearest DESC, 1
"""


def fill_joint(
    connection: duckdb.DuckDBPyConnection, identities: Iterable[Identity], most: int
) -> None:
    """Create ``joint`` in the database of a batch: a row a document that rounds somewhere."""
    judged = linear(identities)
    found = connection.execute(_ROUNDED, {"identities": [i.id for i in judged]}).fetchall()
    documents = [str(row[0]) for row in found]
    told = feasible(connection, judged, documents[:most])
    rows = [(document, told.get(document)) for document in documents]
    frame = pl.DataFrame(rows, schema=_JOINT, orient="row")
    connection.from_arrow(frame.to_arrow()).create("joint")


def feasible(
    connection: duckdb.DuckDBPyConnection,
    identities: Sequence[Identity],
    documents: Sequence[str],
) -> dict[str, bool]:
    """Tell of each of ``documents`` of a batch whether all its identities can hold at once."""
    if not documents:
        return {}
    asked = limits_of(connection, identities, documents)
    if asked is None:
        return {}
    names, limits = asked
    holds = hold(limits)
    return {names[number]: bool(holds[number]) for number in np.unique(limits.row_of).tolist()}


def hold(limits: Limits) -> Array:
    """Tell by number of the document whether deviations exist with which every place holds."""
    told = _statuses(_alike(limits))
    (doubtful,) = np.nonzero(told != FEASIBLE)
    if len(doubtful):
        told[doubtful] = _statuses(limits.of(doubtful))[doubtful]
    holds: Array = told != INFEASIBLE
    return holds


def _alike(limits: Limits) -> Limits:
    """Take what may not exceed another amount, and is printed as that amount, to be that amount."""
    alike = np.isneginf(limits.low) & (limits.high == 0)
    return replace(limits, low=np.where(alike, 0, limits.low))


def _statuses(limits: Limits) -> Array:
    """Tell by number of the document how a programme over its limits ends."""
    limits = reduced(limits)
    told = np.where(limits.impossible, INFEASIBLE, FEASIBLE)
    left = np.unique(limits.row_of[np.diff(limits.sums.indptr) > 0])
    left = left[told[left] == FEASIBLE]
    rest = limits.of(left)
    for first in range(0, len(left), AT_ONCE):
        some = rest.of(left[first : first + AT_ONCE])
        if _status(some, presolve=False) != FEASIBLE:
            for document in left[first : first + AT_ONCE]:
                told[document] = _status(some.of(np.array([document])))
    return told


def _status(limits: Limits, presolve: bool = True) -> int:
    """Solve a linear programme over all of ``limits``; its status."""
    unit = float(limits.most.min(initial=np.inf, where=limits.most > 0))
    solved = scipy.optimize.milp(
        np.zeros(limits.sums.shape[1]),
        constraints=scipy.optimize.LinearConstraint(
            limits.sums, limits.low / unit, limits.high / unit
        ),
        bounds=scipy.optimize.Bounds(limits.least / unit, limits.most / unit),
        options={"presolve": presolve},
    )
    return int(solved.status)
