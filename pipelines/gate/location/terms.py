"""Terms: the cells and constraints of judged documents, as the identities' own SQL derives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from pipelines.gate.identity import Identity
from pipelines.gate.location.differentiation import MACROS, NotLinearError, terms_sql
from pipelines.gate.location.expected import fill_expected
from pipelines.gate.location.system import Cell, Constraint

_CELLS = """
CREATE OR REPLACE TEMP TABLE located AS
SELECT row_number() OVER (ORDER BY document_id, statement, side, ref, item, measure) AS cell_no,
    * REPLACE (true AS stated)  -- what is blank everywhere must hold once it is filled
FROM cell
WHERE document_id::VARCHAR IN (SELECT unnest($documents))
"""

_PRINTED = """
SELECT located.document_id::VARCHAR, located.statement::VARCHAR, located.side::VARCHAR,
    located.item, located.measure::VARCHAR, located.role::VARCHAR, located.value, located.quantum,
    coalesce(amount.state, 'blank'), located.leaf, coalesce(amount.printed, ''),
    coalesce(amount.label, located.row_label), amount.subject_code, located.column_label,
    coalesce(amount.unit, '元'), ref.page, ref.line, ref.table_no, ref.row_no, ref.col_no,
    coalesce(usual.share, 0.5), named_row.name IS NOT NULL
FROM located
JOIN document ON document.document_id = located.document_id::VARCHAR
JOIN kin ON kin.document_id = document.document_id
LEFT JOIN usual ON usual.kin = kin.kin
    AND usual.body = coalesce(document.department, document.document_id)
    AND usual.statement = located.statement AND usual.item = located.item
    AND usual.measure = located.measure
LEFT JOIN named_row ON named_row.document_id = located.document_id::VARCHAR
    AND named_row.name = row_name(located.row_label)
    AND located.statement = 'basic_expenditure'
LEFT JOIN amount ON amount.document_id = located.document_id::VARCHAR
    AND amount.statement = located.statement::VARCHAR AND amount.item = located.item
    AND amount.measure = located.measure::VARCHAR
    AND amount.side IS NOT DISTINCT FROM located.side::VARCHAR
    AND (amount.table_no, amount.row_no, amount.col_no, amount.page, amount.line)
        IS NOT DISTINCT FROM (ref.table_no, ref.row_no, ref.col_no, ref.page, ref.line)
QUALIFY row_number() OVER (PARTITION BY cell_no) = 1
ORDER BY cell_no
"""


_STATED = """
SELECT document_id::VARCHAR, value FROM claim
WHERE quantum > 0 AND contains(unit, '元') AND value IS NOT NULL
    AND document_id IN (SELECT document_id FROM located)
"""


Queries = dict[Identity, str]
"""The query of the terms of each identity, over ``{batch}``."""


@dataclass
class Accounts:
    """The cells of one document, and what must hold between them."""

    cells: list[Cell] = field(default_factory=list)
    constraints: list[Constraint] = field(default_factory=list)
    stated: list[int] = field(default_factory=list)
    """Amounts that the narrative states, in 分."""


@dataclass(frozen=True)
class Underived:
    """An identity, or its place in a document, that is no sum of cells and is left out."""

    identity: str
    document_id: str | None
    why: str

    @property
    def sentence(self) -> str:
        """Name the identity, the document if it is one, and the reason."""
        where = f" in {self.document_id}" if self.document_id else ""
        return f"{self.identity}{where}: {self.why}"


def linear(identities: Iterable[Identity]) -> list[Identity]:
    """Give the identities that limit amounts of statements: what localisation goes by."""
    return [
        identity
        for identity in identities
        if identity.reads == "cell"
        and identity.shape in ("equal", "at_most")
        and identity.severity == "critical"
    ]


def derive(
    connection: duckdb.DuckDBPyConnection, identities: Iterable[Identity]
) -> tuple[Queries, list[Underived]]:
    """Give the queries of the terms of all identities of amounts, and those that have none."""
    queries, underived = Queries(), []
    for identity in linear(identities):
        try:
            queries[identity] = terms_sql(connection, identity)
        except NotLinearError as error:
            underived.append(Underived(identity.id, None, str(error)))
    return queries, underived


def accounts(
    connection: duckdb.DuckDBPyConnection,
    queries: Queries,
    documents: Sequence[str],
    waived: Mapping[str, Sequence[str]],
) -> tuple[dict[str, Accounts], list[Underived]]:
    """Give the accounts of ``documents`` of a batch, and the places that are no sums of cells.

    What a person has waived in a document is no constraint there.
    """
    connection.execute(MACROS)
    connection.execute(_CELLS, {"documents": list(documents)})
    fill_expected(connection)
    found: dict[str, Accounts] = defaultdict(Accounts)
    position: list[int] = []
    for document_id, *values in connection.execute(_PRINTED).fetchall():
        position.append(len(found[document_id].cells))
        found[document_id].cells.append(Cell(*values))
    for document_id, value in connection.execute(_STATED).fetchall():
        found[document_id].stated.append(value)
    underived: list[Underived] = []
    for identity, query in queries.items():
        for document_id, *row in connection.execute(query.format(batch="located")).fetchall():
            if document_id in waived.get(identity.id, ()):
                continue
            at = found[document_id]
            constraint = _constraint(identity, row, position)
            if constraint is None:
                continue
            if _agrees(constraint, row, at.cells):
                at.constraints.append(constraint)
            else:
                why = f"{row[0]} is no sum of the cells it reads"
                underived.append(Underived(identity.id, document_id, why))
    return dict(found), underived


def _constraint(identity: Identity, row: Sequence[Any], position: list[int]) -> Constraint | None:
    """Make a constraint of one place; None where a term is missing, which tests nothing."""
    place, printed, recomputed, _, first, second, members = row
    if printed is None or recomputed is None or first is None or second is None:
        return None
    terms: dict[int, int] = defaultdict(int)
    for side, listed in ((1, first), (-1, second)):
        for term in listed:
            terms[position[abs(term) - 1]] += side if term > 0 else -side
    return Constraint(
        identity=identity.id,
        place=place or "",
        terms=tuple(sorted((cell, factor) for cell, factor in terms.items() if factor)),
        members=tuple(sorted(position[term - 1] for term in members)),
        at_most=identity.shape == "at_most",
    )


def _agrees(constraint: Constraint, row: Sequence[Any], cells: Sequence[Cell]) -> bool:
    """Whether the terms add up to what the identity's own SQL gives."""
    difference = sum(factor * cells[cell].value for cell, factor in constraint.terms)
    return bool(difference == row[1] - row[2])
