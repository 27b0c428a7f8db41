"""The load door: may the staged star be loaded into the warehouse?

The suites of ``expectations/star/`` are validated over the Parquet files as they lie on disk, before
anything opens the published file for writing. Where the documents of a published file have passed
them, only those that changed since are looked at: all that is asked of a document's rows can be told
from them, the dimensions, and the documents side by side, which are whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb

from pipelines.gate.change import Change, changed, name_documents, open_star
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


_SIDE_BY_SIDE = "disclosure"
"""The table whose documents are compared with one another."""

MEMBERS = {
    "dim_department": "fiscal_year, department_id",
    "dim_division": "fiscal_year, division_code",
    "dim_fiscal_year": "fiscal_year",
    "dim_functional_subject": "fiscal_year, subject_code",
    "dim_economic_subject": "fiscal_year, subject_code",
    "dim_indicator": "fiscal_year, indicator_id",
    "dim_project": "fiscal_year, project_id",
    "dim_identity": "fiscal_year, identity",
}
MEMBERS_OF_ANY_YEAR = {
    "dim_fund": "fund",
    "dim_nature": "nature",
    "dim_three_public_item": "item",
    "dim_metric": "metric",
}
"""What facts name of a dimension: of those the second, the published file does not tell the year."""


def check_star(
    star: Path, expectations: Path, published: Path | None, *, passed: Path | None = None
) -> LoadCheck:
    """Validate the star under ``star`` against the load door's suites.

    ``published`` is the DuckDB file of last night, None where there is none: no year may have
    fewer published documents than there. A document that was published on a person's word alone
    may go when that word no longer holds. ``passed`` is a published file whose documents passed
    these very suites: what has not changed since is not validated again.

    Raises:
        ExpectationsError: a file of ``expectations/star/`` is wrong.
        duckdb.Error: a table of the star cannot be read.
    """
    from pipelines.gate.validation import validator

    suites = load_suites(expectations / SUITES)
    checks: list[Check] = []
    change = None if passed is None else _change(star, passed)
    with duckdb.connect() as connection:
        open_star(connection, star, change, whole=frozenset({_SIDE_BY_SIDE}))
        name_documents(connection, "changed_document", change.documents if change else ())
        only = "SEMI JOIN changed_document USING (document_id)" if change else ""
        connection.execute(f"CREATE VIEW changed AS FROM {_SIDE_BY_SIDE} {only}")
        _open_last_night(connection, published)
        connection.execute((expectations / SUITES / "star.sql").read_text(encoding="utf-8"))
        with validator(
            connection, {_SIDE_BY_SIDE, *(i.reads for suite in suites for i in suite.identities)}
        ) as great:
            checks += great.expect_rows(_SIDE_BY_SIDE, 1)
            for suite in suites:
                checks += great.validate(suite, {})
        identities = {i.id: i for suite in suites for i in suite.identities}
        reasons = [
            f"{why}{_worst(connection, identities.get(check.expectation))}"
            for check in checks
            if (why := check.blocking)
        ]
    return LoadCheck(tuple(checks), reasons, None if change is None else len(change.documents))


def _change(star: Path, passed: Path) -> Change | None:
    """Tell what changed since a file passed; None where all has to be validated.

    A member that a dimension has lost may be named by any document.
    """
    change = changed(star, passed)
    if change is None:
        return None
    try:
        with duckdb.connect() as connection:
            open_star(connection, star)
            connection.execute(f"ATTACH {literal(str(passed))} AS published (READ_ONLY)")
            lost = any(connection.execute(query).fetchone() for query in _lost())
    except duckdb.Error:  # tables of another make
        return None
    return None if lost else change


def _lost() -> Iterator[str]:
    """Give queries of the members that stand in the published file and not in the star."""
    years = "(SELECT fiscal_year FROM published.dim_fiscal_year)"
    for table, key in MEMBERS.items():
        yield f"(SELECT {key} FROM published.{table} EXCEPT SELECT {key} FROM {table}) LIMIT 1"
    for table, key in MEMBERS_OF_ANY_YEAR.items():
        yield (
            f"(SELECT fiscal_year, {key} FROM published.{table}, {years} "
            f"EXCEPT SELECT fiscal_year, {key} FROM {table}) LIMIT 1"
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
