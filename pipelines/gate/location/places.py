"""Places: what the identities of many documents sum, derived from their SQL, as limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass

import duckdb
import numpy as np
import scipy  # its parts are imported where they are first used

from pipelines.gate.identity import Identity
from pipelines.gate.location.differentiation import MACROS
from pipelines.gate.location.limits import Array, Limits
from pipelines.gate.location.terms import derive

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
WHERE printed - recomputed IS NOT NULL AND len(terms) > 0 AND rounding > 0
"""
"""What only blank cells take part in tests nothing here: it holds, or is violated by itself."""


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


def limits_of(
    connection: duckdb.DuckDBPyConnection,
    identities: Sequence[Identity],
    documents: Sequence[str],
) -> tuple[dict[int, str], Limits] | None:
    """Give ``documents`` of a batch by number, and the limits that ``identities`` set in them.

    None where no identity sums anything.
    """
    connection.execute(MACROS)
    table, view = _CELLS.strip().split(";\n")
    connection.execute(table, {"documents": list(documents)})
    connection.execute(view)
    found = list(_places(connection, identities))
    if not found:
        return None
    places = _Places(*(np.concatenate(parts) for parts in zip(*map(astuple, found), strict=True)))
    cells = connection.execute(_ROUNDINGS).fetchnumpy()
    rounding = np.zeros(1 + max(int(np.abs(places.term).max()), cells["cell_no"].max(initial=0)))
    rounding[cells["cell_no"]] = cells["rounding"]
    names: dict[int, str] = dict(connection.execute(_DOCUMENTS).fetchall())
    return names, _limits(places, rounding)


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
