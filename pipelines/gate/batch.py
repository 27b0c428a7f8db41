"""The judged batch: the parts of one fiscal year as relations of an in-memory DuckDB.

``document``, ``published`` (the statements), ``problem`` and ``printed_cell`` are the parts as they
are, ``amount`` the same cells with corrections taken; ``cell``, ``claim`` and ``form`` with what
belongs to them is what the SQL of ``expectations/`` makes of them. The schema ``prior`` holds the
same of the year before, and ``kin`` tells which documents belong together. Nothing here knows an
identity.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import duckdb
import polars as pl

from pipelines.gate.correction import NONE, Corrections, take_corrections
from pipelines.gate.kin import Kinship
from pipelines.gate.subject_list import create_subject_list
from pipelines.gate.verdict_sql import literal
from pipelines.gate.vocabulary_tables import create_vocabulary
from pipelines.part_folder import holding
from pipelines.statements.tables import TABLES

_RELATIONS = {
    "document": ("document", True),
    "statement": ("published", True),
    "problem": ("problem", True),
    "amount": ("printed_cell", False),
    "narrative_claim": ("narrative_claim", False),
    "performance_indicator": ("performance_indicator", False),
    "performance_fund": ("performance_fund", False),
    "performance_total": ("performance_total", False),
}
"""The relation of each table of a part, and whether it is held rather than read each time."""

_SETTINGS = """
SET preserve_insertion_order = false;
SET enable_progress_bar = false;
"""
_ALONE = """
CREATE TABLE kin AS
SELECT document_id, document_id AS kin, NULL::VARCHAR AS made_of FROM document
"""
_MADE = tuple(
    f"{name}.sql"
    for name in ("cell", "claim", "disclosed", "rate", "form", "project", "linked", "reason")
)
"""What reads one year, each file what the files before it have made."""
_LAST = ("year.sql", "plausibility.sql")
"""What reads both years."""


def open_batch(
    parts: Sequence[Path],
    expectations: Path,
    previous: Sequence[Path] = (),
    *,
    corrections: Corrections = NONE,
    documents: Collection[str] | None = None,
    kin: Kinship | None = None,
    threads: int = 1,
) -> duckdb.DuckDBPyConnection:
    """Open an in-memory database with the relations of ``parts``, and of ``previous`` in ``prior``.

    A document lies in one part only: the store of readings sees to that. Only ``documents`` are
    taken, or those of ``kin`` and of the year before what they read; all where neither is told.
    Without ``kin`` every document stands for itself.
    """
    prior = None
    if kin is not None:
        documents, prior = set(kin.groups["document_id"]), set(kin.prior["document_id"])
    connection = duckdb.connect(config={"threads": threads})
    connection.execute(_SETTINGS)
    create_vocabulary(connection)
    create_subject_list(connection)
    connection.execute("CREATE SCHEMA prior; SET search_path = 'prior,main'")
    _fill(connection, previous, expectations, Corrections(corrections.rulings), prior)
    connection.execute("SET search_path = 'main'")
    _fill(connection, parts, expectations, corrections, documents)
    _create_kin(connection, kin)
    for name in _LAST:
        connection.execute((expectations / name).read_text(encoding="utf-8"))
    return connection


def _fill(
    connection: duckdb.DuckDBPyConnection,
    parts: Sequence[Path],
    expectations: Path,
    corrections: Corrections,
    documents: Collection[str] | None,
) -> None:
    """Create the relations of ``parts`` in the schema that is searched first.

    Where ``documents`` are but some of a part they are held, since they would be looked for each
    time.
    """
    chosen = None
    if documents is not None:
        held = holding(parts, documents)
        parts = list(held)
        if not all(found <= set(documents) for found in held.values()):
            chosen = f"document_id IN ({', '.join(map(literal, sorted(documents)))})"
    for table, (relation, stored) in _RELATIONS.items():
        source = _source(connection, parts, table)
        if chosen:
            source.filter(chosen).create(relation)
        else:
            source.create(relation) if stored else source.create_view(relation)
    take_corrections(connection, corrections)
    for name in _MADE:
        connection.execute((expectations / name).read_text(encoding="utf-8"))


def _create_kin(connection: duckdb.DuckDBPyConnection, kin: Kinship | None) -> None:
    if kin is None:
        connection.execute(_ALONE)
    else:
        told = kin.groups.select("document_id", "kin", "made_of")
        connection.from_arrow(told.to_arrow()).create("kin")


def _source(
    connection: duckdb.DuckDBPyConnection, parts: Sequence[Path], table: str
) -> duckdb.DuckDBPyRelation:
    if not parts:
        return connection.from_arrow(pl.DataFrame(schema=TABLES[table]).to_arrow())
    files = [str(part / f"{table}.parquet") for part in parts]
    return connection.read_parquet(files, hive_partitioning=False).project(*TABLES[table])
