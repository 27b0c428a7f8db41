"""Families of documents that one reader or one template reads, and how many of each fail."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.gate.judgement import Families

_TALLY = """
SELECT family, count(DISTINCT document_id),
    count(DISTINCT document_id) FILTER (failing)
FROM family
GROUP BY family
ORDER BY family
"""


def families(connection: duckdb.DuckDBPyConnection, expectations: Path) -> Families:
    """Tally the families of a judged batch, as ``expectations/family.sql`` declares them."""
    connection.execute((expectations / "family.sql").read_text(encoding="utf-8"))
    rows = connection.execute(_TALLY).fetchall()
    return {name: (documents, failing) for name, documents, failing in rows}
