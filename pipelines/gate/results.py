"""Identity results: every declared identity run over the batch, one row a place tested.

Fills the relation ``result``, amounts in 分. Violated rows carry the cells that took part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from pipelines.gate.identity import Identity, Suite
from pipelines.gate.location.feasibility import fill_joint
from pipelines.gate.verdict_sql import literal, verdict_sql
from pipelines.gate.waiver import Waived

_TABLES = """
CREATE TYPE identity_key AS ENUM (
    SELECT unnest([{identities}]::VARCHAR[]) UNION SELECT 'structure.' || kind FROM problem
    ORDER BY ALL
);
CREATE TYPE severity_key AS ENUM ('critical', 'info', 'warning');
CREATE TYPE outcome_key AS ENUM ('exact', 'not_testable', 'rounding', 'violated', 'waived');
CREATE TABLE result (
    document_id document_key, identity identity_key, severity severity_key, statement VARCHAR,
    place VARCHAR, printed BIGINT, recomputed BIGINT, rounding BIGINT, outcome outcome_key,
    cells STRUCT(table_no INTEGER, row_no INTEGER, col_no INTEGER, page INTEGER, line INTEGER)[]
);
CREATE TABLE reads (identity VARCHAR, statement VARCHAR);
"""

_PROBLEMS = """
INSERT INTO result
SELECT document_id, 'structure.' || kind AS identity, severity, statement, message,
    NULL, NULL, NULL, 'violated',
    [{'table_no': NULL, 'row_no': NULL, 'col_no': NULL, 'page': page, 'line': line}]
FROM problem
WHERE severity = 'critical'
"""


_OF_RESULTS = ("evidence.sql", "tight.sql")
MADE_OF_RESULTS = ("evidence", "tight", "joint")
"""Relations that tell what the other identities found; those that read them run last."""


def fill_results(
    connection: duckdb.DuckDBPyConnection,
    suites: Sequence[Suite],
    waived: Waived,
    expectations: Path,
    most_joint: int = 1000,
) -> dict[str, str]:
    """Create and fill ``result``, and what is made of results, in the database of a batch.

    ``most_joint`` documents at most are tested for whether all their identities hold at once.

    Gives the identities that could not be run, with the error; they leave no results.
    """
    identities = [identity for suite in suites for identity in suite.identities]
    named = ", ".join(literal(identity.id) for identity in identities)
    connection.execute(_TABLES.replace("{identities}", named))
    _name_statements(connection, suites)
    _take_problems(connection, waived)
    failures = _run(connection, [i for i in identities if i.reads not in MADE_OF_RESULTS], waived)
    for name in _OF_RESULTS:
        connection.execute((expectations / name).read_text(encoding="utf-8"))
    fill_joint(connection, identities, most_joint)
    return failures | _run(
        connection, [i for i in identities if i.reads in MADE_OF_RESULTS], waived
    )


def _name_statements(connection: duckdb.DuckDBPyConnection, suites: Sequence[Suite]) -> None:
    rows = [
        [identity.id, statement]
        for suite in suites
        for identity in suite.identities
        if identity.shape == "equal" and identity.reads == "cell"
        for statement in identity.statements
    ]
    if rows:
        connection.executemany("INSERT INTO reads VALUES (?, ?)", rows)


def _take_problems(connection: duckdb.DuckDBPyConnection, waived: Waived) -> None:
    """Enter what the reader found wrong as violations of ``structure.<kind>``."""
    connection.execute(_PROBLEMS)
    for identity, documents in waived.items():
        connection.execute(
            "UPDATE result SET outcome = 'waived' WHERE identity = ? AND list_contains(?, document_id)",
            [identity, documents],
        )


def _run(
    connection: duckdb.DuckDBPyConnection, identities: Iterable[Identity], waived: Waived
) -> dict[str, str]:
    failures = {}
    for identity in identities:
        try:
            _run_identity(connection, identity, waived.get(identity.id, []))
        except duckdb.Error as error:
            failures[identity.id] = str(error).splitlines()[0]
    return failures


def _run_identity(
    connection: duckdb.DuckDBPyConnection, identity: Identity, waived: Sequence[str]
) -> None:
    """Run one identity; only what it violates is run again with the cells, which are costly."""
    query = verdict_sql(identity, waived)
    over_all = query.replace("{batch}", identity.reads)
    connection.execute(f"INSERT INTO result SELECT * REPLACE (NULL AS cells) FROM ({over_all})")
    broken = f"identity = '{identity.id}' AND outcome IN ('violated', 'waived')"
    if not connection.execute(f"SELECT 1 FROM result WHERE {broken} LIMIT 1").fetchall():
        return
    suspects = f"SELECT document_id FROM result WHERE {broken}"
    over_some = query.replace(
        "{batch}", f"(SELECT * FROM {identity.reads} WHERE document_id IN ({suspects}))"
    )
    connection.execute(
        "CREATE TEMP TABLE again AS "
        f"SELECT * REPLACE (list_sort(cells) AS cells) FROM ({over_some}) WHERE {broken}"
    )
    connection.execute(f"DELETE FROM result WHERE {broken}")
    connection.execute("INSERT INTO result FROM again; DROP TABLE again")
