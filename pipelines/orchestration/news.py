"""News: what a night brought, told by the published file and the one before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from pipelines.orchestration.report import RunReport
from pipelines.settings import Settings
from pipelines.warehouse import current, kept

_NOW = "ATTACH {} AS now (READ_ONLY)"
_BEFORE = "ATTACH {} AS earlier (READ_ONLY)"
_NONE = """
CREATE SCHEMA earlier;
CREATE TABLE earlier.disclosure AS SELECT document_id, status, path FROM now.disclosure LIMIT 0
"""
_ARRIVED = """
SELECT path, fiscal_year, department, status, reason FROM now.disclosure
WHERE document_id NOT IN (SELECT document_id FROM earlier.disclosure) ORDER BY path
"""
_CHANGED = """
SELECT path, now.fiscal_year, now.department, earlier.status AS was, now.status, now.reason
FROM now.disclosure AS now JOIN earlier.disclosure AS earlier USING (document_id, path)
WHERE now.status <> earlier.status ORDER BY path
"""
_CONTRADICTIONS = """
SELECT path, identity, finding_zh, finding_en
FROM now.identity_result JOIN now.disclosure USING (document_id)
WHERE outcome = 'violated' AND severity <> 'critical'
    AND document_id NOT IN (SELECT document_id FROM earlier.disclosure)
ORDER BY path, identity, place
"""
_STATUSES = "SELECT status, count(*) AS documents FROM now.disclosure GROUP BY ALL ORDER BY ALL"

Row = dict[str, Any]


@dataclass(frozen=True)
class News:
    """What is new since the publication before.

    ``changed`` are documents whose status is another one now: a version that replaces them, with
    the number of figures that differ, or rules that judge otherwise. ``contradictions`` are those
    of documents that are new.
    """

    statuses: dict[str, int] = field(default_factory=dict)
    arrived: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    contradictions: list[Row] = field(default_factory=list)


def news(database: Path, before: Path | None) -> News:
    """Compare the published file with the one ``before``; with nothing, where there is none."""
    with _attached(database) as connection:
        connection.execute(_NONE if before is None else _BEFORE.format(_quoted(before)))
        return News(
            statuses=_statuses(connection),
            arrived=_rows(connection, _ARRIVED),
            changed=_rows(connection, _CHANGED),
            contradictions=_rows(connection, _CONTRADICTIONS),
        )


def news_of(report: RunReport, settings: Settings) -> News:
    """Give the news of a run; none where it published nothing else than what was there."""
    if not settings.database.exists():
        return News()
    if not (report.published and report.changed):
        with _attached(settings.database) as connection:
            return News(statuses=_statuses(connection))
    files, now = kept(settings.database), current(settings.database)
    before = [path for path in files if now is not None and path < now]
    return news(settings.database, before[-1] if before else None)


@contextmanager
def _attached(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(_NOW.format(_quoted(database)))
        yield connection


def _statuses(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return {row["status"]: row["documents"] for row in _rows(connection, _STATUSES)}


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    result = connection.execute(query)
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def as_json(report: RunReport, found: News, at: str) -> dict[str, Any]:
    """Give the summary of a night for programs."""
    return {"at": at, **asdict(report), **asdict(found)}


def as_markdown(report: RunReport, found: News, at: str) -> str:
    """Give the summary of a night for people; long lists are cut, the JSON has them whole."""
    state = "published" if report.changed else "published: nothing has changed"
    lines = [
        f"# Night of {at}",
        "",
        f"**{state if report.published else 'NOTHING WAS PUBLISHED'}** · run `{report.run_id}` ·"
        f" {report.seconds:.1f} s · {report.read:,} documents read, {report.known:,} known",
        "",
        " · ".join(f"{status} {count:,}" for status, count in found.statuses.items()),
    ]
    held = [*report.blocking, *([report.failure] if report.failure else [])]
    lines += _section("Held back", [f"`{reason}`" for reason in held])
    lines += _section("Not shared", [report.unshared] if report.unshared else [])
    lines += _section("New documents", [_arrived(row) for row in found.arrived])
    lines += _section(
        "Changed",
        [f"{r['path']}: {r['was']} → {r['status']}. {r['reason'] or ''}" for r in found.changed],
    )
    told = [f"{r['path']}: {r['finding_en']}" for r in found.contradictions]
    return "\n".join([*lines, *_section("Contradictions of new documents", told), ""])


_SHOWN = 50


def _section(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    more = [f"- … and {len(lines) - _SHOWN:,} more"] if len(lines) > _SHOWN else []
    return ["", f"## {title} ({len(lines):,})", "", *(f"- {x}" for x in lines[:_SHOWN]), *more]


def _arrived(row: Row) -> str:
    told = [row["status"], row["department"], row["fiscal_year"], row["reason"]]
    return f"{row['path']}: {', '.join(str(value) for value in told if value)}"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
