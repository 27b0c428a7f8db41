"""Families of documents that one reader or one template reads, and how many of each fail."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.gate.files import write_query
from pipelines.gate.judgement import Families

FAMILIES = "family.parquet"
"""What tells of every document to which families it belongs, and whether it fails in them."""

_ONCE = """
CREATE OR REPLACE TABLE family AS
SELECT document_id::VARCHAR AS document_id, family, bool_or(failing) AS failing
FROM family
GROUP BY ALL
"""
_TALLY = """
SELECT family, count(*), count(*) FILTER (failing) FROM family GROUP BY family ORDER BY family
"""


def fill_families(connection: duckdb.DuckDBPyConnection, expectations: Path) -> Families:
    """Create ``family`` of a judged batch, as ``family.sql`` declares it, each once; tally it."""
    connection.execute((expectations / "family.sql").read_text(encoding="utf-8"))
    connection.execute(_ONCE)
    rows = connection.execute(_TALLY).fetchall()
    return {name: (documents, failing) for name, documents, failing in rows}


def write_families(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write ``family.parquet`` into ``folder``, a row a document and family."""
    write_query(connection, "FROM family ORDER BY family, document_id", folder / FAMILIES)
