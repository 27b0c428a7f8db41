"""Reasons: why a document is held back, in one sentence that names identity, place and amounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

import duckdb

from pipelines.gate.identity import Identity
from pipelines.statements.number import FEN_PER_UNIT

NAMED = 2  # violations that a reason spells out, the largest first

_WORST = """
SELECT document_id, identity, coalesce(place, '') AS place, printed, recomputed,
    coalesce(unit, '元') AS unit, coalesce(decimals, 2) AS decimals, of_document
FROM (
    SELECT *, count(*) OVER (PARTITION BY document_id) AS of_document,
        row_number() OVER (PARTITION BY document_id
            ORDER BY abs(printed - recomputed) DESC NULLS FIRST, identity, place) AS position
    FROM result
    WHERE outcome = 'violated' AND severity = 'critical'
    QUALIFY position <= $named
) AS worst
LEFT JOIN published USING (document_id, statement)
ORDER BY document_id, position
"""


class Violation(NamedTuple):
    """One violated identity of a document, amounts in 分."""

    document_id: str
    identity: str
    place: str
    printed: int | None
    recomputed: int | None
    unit: str
    decimals: int
    of_document: int


def reasons(
    connection: duckdb.DuckDBPyConnection, identities: Mapping[str, Identity]
) -> dict[str, str]:
    """Give the reason of every document that violates a critical identity."""
    rows = connection.execute(_WORST, {"named": NAMED}).fetchall()
    by_document = groupby(map(Violation._make, rows), lambda row: row.document_id)
    return {document_id: _sentence(worst, identities) for document_id, worst in by_document}


def with_suspects(held: Mapping[str, str], suspects: Mapping[str, str]) -> dict[str, str]:
    """End every reason with the sentence on the first suspects of the document, if there are any."""
    return {
        document_id: f"{reason}. {suspects[document_id]}" if document_id in suspects else reason
        for document_id, reason in held.items()
    }


def _sentence(worst: Iterable[Violation], identities: Mapping[str, Identity]) -> str:
    violations = list(worst)
    named = [_violation(row, identities.get(row.identity)) for row in violations]
    more = violations[0].of_document - len(violations)
    return "; ".join([*named, f"and {more} more"] if more else named)


def _violation(row: Violation, identity: Identity | None) -> str:
    if identity is None:  # found while reading; its place is a sentence already
        return f"{row.identity}: {row.place}"
    title = f"{row.identity} ({identity.zh})" + (f" at {row.place}" if row.place else "")
    if row.printed is None or row.recomputed is None:
        return title
    if identity.counts:
        return f"{title}: {row.printed // 100} instead of {row.recomputed // 100}"
    return (
        f"{title}: printed {_amount(row, row.printed)}, recomputed {_amount(row, row.recomputed)}, "
        f"difference {_amount(row, row.printed - row.recomputed)} {row.unit}"
    )


def _amount(row: Violation, fen: int) -> str:
    return f"{Decimal(fen) / FEN_PER_UNIT.get(row.unit, 100):,.{row.decimals}f}"
