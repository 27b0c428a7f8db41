"""Joint feasibility: is there an unrounded amount behind every cell with which all identities hold?

Each identity may pass by itself and all together not: the roundings that one needs contradict
those that another needs. A linear programme over the whole document tells: every cell stands for
an amount within half its rounding, blank and zero cells for zero, and all identities hold exactly.

A document whose equalities are all exact needs no programme, since the print itself is such a
solution (an inequality that is not exact has room). Of the others the nearest to a bound come
first, and at most a given number is solved; the rest is not testable, which is counted and shown.
What can be settled without a programme is, and the rest of several documents is asked at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import Any

import duckdb
import numpy as np
import polars as pl
import scipy  # its parts are imported where they are first used

from pipelines.gate.identity import Identity
from pipelines.gate.location.differentiation import MACROS
from pipelines.gate.location.limits import Limits, reduced
from pipelines.gate.location.terms import derive, linear

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

_CELLS = """
CREATE OR REPLACE TEMP TABLE asked AS SELECT unnest($documents)::document_key AS document_id;
CREATE OR REPLACE TEMP VIEW asked_cell AS
SELECT rowid + 1 AS cell_no, * FROM cell WHERE document_id IN (SELECT document_id FROM asked);
"""

_ROUNDINGS = "SELECT cell_no, rounding FROM asked_cell WHERE rounding > 0"

_DOCUMENTS = "SELECT enum_code(document_id)::INTEGER, document_id::VARCHAR FROM asked"

_TERMS = """
SELECT enum_code(document_id)::INTEGER AS document, (printed - recomputed)::BIGINT AS residual,
    list_concat(printed_terms, negated_terms(recomputed_terms)) AS terms
FROM ({terms})
WHERE printed - recomputed IS NOT NULL AND len(terms) > 0
"""

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class _Places:
    """The places of many documents: a row a place, and a row a term of one."""

    document: Array
    residual: Array
    at_most: Array
    count: Array
    """How many terms each place has."""
    term: Array
    """The number of a cell from 1, negative where it is subtracted; place by place."""


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
    connection.execute(MACROS)
    table, view = _CELLS.strip().split(";\n")
    connection.execute(table, {"documents": list(documents)})
    connection.execute(view)
    names: dict[int, str] = dict(connection.execute(_DOCUMENTS).fetchall())
    found = list(_places(connection, identities))
    if not found:
        return {}
    places = _Places(*(np.concatenate(parts) for parts in zip(*map(astuple, found), strict=True)))
    cells = connection.execute(_ROUNDINGS).fetchnumpy()
    rounding = np.zeros(1 + max(int(np.abs(places.term).max()), cells["cell_no"].max(initial=0)))
    rounding[cells["cell_no"]] = cells["rounding"]
    holds = _hold(_limits(places, rounding))
    return {names[code]: bool(holds[code]) for code in np.unique(places.document).tolist()}


def _places(
    connection: duckdb.DuckDBPyConnection, identities: Iterable[Identity]
) -> Iterator[_Places]:
    """Give the places of each identity, and their terms."""
    queries, _ = derive(connection, identities)
    for identity, query in queries.items():
        terms = query.format(batch="asked_cell")
        for batch in connection.sql(_TERMS.format(terms=terms)).to_arrow_table().to_batches():
            listed = batch.column("terms")
            yield _Places(
                batch.column("document").to_numpy(zero_copy_only=False),
                batch.column("residual").to_numpy(zero_copy_only=False),
                np.full(len(batch), identity.shape == "at_most"),
                listed.value_lengths().to_numpy(zero_copy_only=False),
                listed.flatten().to_numpy(zero_copy_only=False),
            )


def _limits(places: _Places, rounding: Array) -> Limits:
    """Make limits of places: in half 分, a cell deviates by its ``rounding`` at most.

    Blank cells stand for zero, and deviate by nothing.
    """
    row, column = np.repeat(np.arange(len(places.count)), places.count), np.abs(places.term)
    loose = rounding[column] > 0
    column_of = np.zeros(len(rounding), dtype=places.document.dtype)
    column_of[column] = places.document[row]
    sums = scipy.sparse.csr_array(
        (np.sign(places.term[loose]).astype(float), (row[loose], column[loose])),
        shape=(len(places.count), len(rounding)),
    )
    sums.eliminate_zeros()
    needed = -2.0 * places.residual
    return Limits(
        sums=sums,
        low=np.where(places.at_most, -np.inf, needed),
        high=needed,
        least=-rounding,
        most=rounding,
        row_of=places.document,
        column_of=column_of,
        impossible=np.zeros(places.document.max() + 1, dtype=bool),
    )


def _hold(limits: Limits) -> Array:
    """Tell by number of the document whether deviations exist with which every place holds."""
    limits = reduced(limits)
    holds = ~limits.impossible
    left = np.unique(limits.row_of[np.diff(limits.sums.indptr) > 0])
    left = left[holds[left]]
    rest = limits.of(left)
    for first in range(0, len(left), AT_ONCE):
        some = rest.of(left[first : first + AT_ONCE])
        if _status(some, presolve=False) != FEASIBLE:
            for document in left[first : first + AT_ONCE]:
                holds[document] = _status(some.of(np.array([document]))) != INFEASIBLE
    return holds


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
