"""The one wrapper around an identity's SQL: from printed and recomputed to an outcome.

The verdict of a document and the expectation that Great Expectations validates are both made from
the text that :func:`verdict_sql` returns.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.gate.identity import Identity

_VERDICT = """
SELECT document_id, '{id}' AS identity, '{severity}' AS severity, statement, place,
    {scale} * printed AS printed, {scale} * recomputed AS recomputed, {rounding} AS rounding,
    CASE
        WHEN printed IS NULL OR recomputed IS NULL THEN 'not_testable'
        WHEN {excess} <= 0 THEN 'exact'
        WHEN 2 * ({excess}) <= {rounding} THEN 'rounding'
        {waived}ELSE 'violated'
    END AS outcome,
    cells
FROM (
{sql}
)
"""

_VIOLATIONS = """
SELECT document_id, statement, place, printed, recomputed, rounding
FROM (
{verdict}
)
WHERE outcome = 'violated'
"""


def verdict_sql(identity: Identity, waived: Sequence[str] = ()) -> str:
    """Give the query of an identity's outcomes over ``{batch}``, one row a place.

    ``printed``, ``recomputed`` and ``rounding`` are in 分, ``rounding`` is twice the bound; counts
    are multiplied by 100, so that they read as whole numbers where amounts read as 元. What the
    documents ``waived`` violate is overruled.
    """
    difference = "printed - recomputed"
    documents = ", ".join(map(literal, waived))
    return _VERDICT.format(
        id=identity.id,
        severity=identity.severity,
        excess=difference if identity.shape == "at_most" else f"abs({difference})",
        scale=100 if identity.counts else 1,
        rounding="0" if identity.counts else "rounding",
        waived=f"WHEN document_id IN ({documents}) THEN 'waived'\n        " if waived else "",
        sql=identity.sql,
    )


def violations_sql(identity: Identity, waived: Sequence[str] = ()) -> str:
    """Give the query of the rows of :func:`verdict_sql` that are violated: none is expected."""
    return _VIOLATIONS.format(verdict=verdict_sql(identity, waived))


def literal(value: str) -> str:
    """Give ``value`` as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"
