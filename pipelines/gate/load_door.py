"""The load door: may the staged star be loaded into the warehouse?

The suites of ``expectations/star/`` are validated over the Parquet files as they lie on disk, before
anything opens the published file for writing.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb

from pipelines.gate.identity import Identity, load_suites
from pipelines.gate.judgement import Check, LoadCheck
from pipelines.gate.verdict_sql import literal, violations_sql

SUITES = "star"
"""The folder of the load door's suites, under ``expectations/``."""

_LAST_NIGHT = """
CREATE TABLE last_night AS
SELECT document_id, fiscal_year,
    coalesce(regexp_matches(reason, '^(waived|corrected): '), false) AS overruled
FROM {disclosures}
WHERE status = 'published' AND fiscal_year IS NOT NULL
"""
_NOTHING = """(SELECT NULL::VARCHAR AS document_id, NULL::INTEGER AS fiscal_year, NULL AS status,
    NULL::VARCHAR AS reason WHERE false)"""


def check_star(star: Path, expectations: Path, published: Path | None) -> LoadCheck:
    """Validate the star under ``star`` against the load door's suites.

    ``published`` is the DuckDB file of last night, None where there is none: no year may have
    fewer published documents than there. A document that was published on a person's word alone
    may go when that word no longer holds.

    Raises:
        ExpectationsError: a file of ``expectations/star/`` is wrong.
        duckdb.Error: a table of the star cannot be read.
    """
    from pipelines.gate.validation import validator

    suites = load_suites(expectations / SUITES)
    checks: list[Check] = []
    with duckdb.connect() as connection:
        _open_star(connection, star)
        _open_last_night(connection, published)
        connection.execute((expectations / SUITES / "star.sql").read_text(encoding="utf-8"))
        with validator(
            connection, {i.reads for suite in suites for i in suite.identities}
        ) as great:
            checks += great.expect_rows("disclosure", 1)
            for suite in suites:
                checks += great.validate(suite, {})
        identities = {i.id: i for suite in suites for i in suite.identities}
        reasons = [
            f"{why}{_worst(connection, identities.get(check.expectation))}"
            for check in checks
            if (why := check.blocking)
        ]
    return LoadCheck(tuple(checks), reasons)


def _open_star(connection: duckdb.DuckDBPyConnection, star: Path) -> None:
    """Make a view of every table of the star, under its own name."""
    for table in sorted(path for path in star.iterdir() if path.is_dir()):
        files = literal(f"{table}/*/*.parquet")
        connection.execute(
            f'CREATE VIEW "{table.name}" AS '
            f"FROM read_parquet({files}, hive_partitioning = false, union_by_name = true)"
        )


def _open_last_night(connection: duckdb.DuckDBPyConnection, published: Path | None) -> None:
    if published is None:
        connection.execute(_LAST_NIGHT.format(disclosures=_NOTHING))
        return
    connection.execute(f"ATTACH {literal(str(published))} AS published (READ_ONLY)")
    connection.execute(_LAST_NIGHT.format(disclosures="published.disclosure"))
    connection.execute("DETACH published")


def _worst(connection: duckdb.DuckDBPyConnection, identity: Identity | None) -> str:
    """Name one row that an identity finds wrong, the one that is furthest off."""
    if identity is None:
        return ""
    query = violations_sql(identity).replace("{batch}", identity.reads)
    order = "ORDER BY abs(printed - recomputed) DESC, document_id, place LIMIT 1"
    try:
        rows = connection.execute(f"{query} {order}").fetchall()
    except duckdb.Error:  # the reason says already that it does not run
        return ""
    document, statement, place, printed, recomputed, _ = rows[0]
    where = ", ".join(str(part) for part in (document, statement, place) if part)
    return f": {where}: {_figure(identity, printed)} against {_figure(identity, recomputed)}"


def _figure(identity: Identity, value: int) -> str:
    if identity.shape == "equal":
        return f"{Decimal(value) / 100:,.2f} 元"
    return f"{value // 100 if identity.counts else value:,}"
