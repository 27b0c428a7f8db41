"""Joint feasibility: is there an unrounded amount behind every cell with which all identities hold?

Each identity may pass by itself and all together not: the roundings that one needs contradict
those that another needs. A linear programme over the whole document tells: every cell stands for
an amount within half its rounding, blank and zero cells for zero, and all identities hold exactly.

A document whose equalities are all exact needs no programme, since the print itself is such a
solution (an inequality that is not exact has room). Of the others the nearest to a bound come
first, and at most a given number is solved; the rest is not testable, which is counted and shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import duckdb
import numpy as np
import polars as pl
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from pipelines.gate.identity import Identity
from pipelines.gate.location.differentiation import MACROS
from pipelines.gate.location.terms import derive, linear

INFEASIBLE = 2
"""The status by which HiGHS, as scipy tells it, says that no solution exists."""

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
CREATE OR REPLACE TEMP TABLE located AS
SELECT row_number() OVER () AS cell_no, * FROM cell
WHERE document_id::VARCHAR IN (SELECT unnest($documents))
"""

_TERMS = """
SELECT enum_code(document_id)::INTEGER AS document, row_number() OVER () AS place,
    printed - recomputed AS residual,
    unnest(list_concat(printed_terms, negated_terms(recomputed_terms))) AS term
FROM ({terms})
WHERE printed - recomputed IS NOT NULL
"""

Array = np.ndarray[Any, Any]


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
    connection.execute(MACROS)
    connection.execute(_CELLS, {"documents": list(documents)})
    halves = connection.execute("SELECT rounding / 2 AS half FROM located ORDER BY cell_no")
    half = np.asarray(halves.fetchnumpy()["half"], dtype=float)
    keyed = connection.execute(
        "SELECT DISTINCT enum_code(document_id)::INTEGER, document_id::VARCHAR FROM located"
    ).fetchall()
    places = list(_places(connection, identities))
    if not places:
        return {}
    joined = {name: np.concatenate([part[name] for part in places]) for name in places[0]}
    order = np.argsort(joined["document"], kind="stable")
    codes = joined["document"][order]
    told = {}
    for code, document_id in keyed:
        first, last = np.searchsorted(codes, [code, code + 1])
        chosen = order[first:last]
        if len(chosen):
            told[document_id] = _holds({n: c[chosen] for n, c in joined.items()}, half)
    return told


def _places(
    connection: duckdb.DuckDBPyConnection, identities: Iterable[Identity]
) -> Iterator[dict[str, Array]]:
    """Give the terms of each identity as columns: a row a cell, places numbered throughout."""
    before = 0
    queries, _ = derive(connection, identities)
    for identity, query in queries.items():
        terms = query.format(batch="located")
        found = connection.execute(_TERMS.format(terms=terms)).fetchnumpy()
        columns = {name: np.asarray(column) for name, column in found.items()}
        if len(columns["place"]):
            columns["place"] = columns["place"] + before
            before = int(columns["place"].max())
            columns["at_most"] = np.full(len(columns["place"]), identity.shape == "at_most")
            yield columns


def _holds(terms: Mapping[str, Array], half: Array) -> bool:
    """Whether amounts within ``half`` of the print exist with which every place holds."""
    cells = np.abs(terms["term"]) - 1
    loose = half[cells] > 0  # a blank stands for zero
    _, first, row = np.unique(terms["place"], return_index=True, return_inverse=True)
    used, column = np.unique(cells[loose], return_inverse=True)
    if not len(used):
        return True
    unit = 2 * float(half[used].min())
    signs = np.sign(terms["term"]).astype(float)[loose] * half[cells[loose]] / unit
    matrix = csr_array((signs, (row[loose], column)), shape=(len(first), len(used)))
    needed = -np.asarray(terms["residual"], dtype=float)[first] / unit
    open_below = terms["at_most"][first]
    solved = milp(
        np.zeros(len(used)),
        constraints=LinearConstraint(matrix, np.where(open_below, -np.inf, needed), needed),
        bounds=Bounds(-1, 1),
    )
    return bool(solved.status != INFEASIBLE)
