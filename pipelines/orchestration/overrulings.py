"""Overrulings: waivers and corrections that do nothing, told so that they do not linger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb

from pipelines.gate.correction import Ruling, load_corrections
from pipelines.gate.identity import CORRECTIONS, WAIVERS
from pipelines.gate.waiver import Waiver, all_waivers
from pipelines.settings import Settings

_PATHS = "SELECT min(path) FROM disclosure WHERE sha256 = ? AND status <> 'duplicate' HAVING count(*) > 0"
_WAIVED = """
SELECT 1 FROM identity_result JOIN disclosure USING (document_id)
WHERE sha256 = ? AND identity = ? AND outcome = 'waived' LIMIT 1
"""
_CORRECTED = """
SELECT 1 FROM correction JOIN disclosure USING (document_id)
WHERE sha256 = ? AND correction.statement = ? AND item = ? AND measure = ?
    AND side IS NOT DISTINCT FROM coalesce(?, side) AND source = 'person' LIMIT 1
"""


def idle(settings: Settings, database: Path) -> list[str]:
    """Say of every ruling that had no effect on the published ``database`` why it had none."""
    waivers = all_waivers(settings.expectations / WAIVERS)
    rulings = load_corrections(settings.expectations / CORRECTIONS)
    if not waivers and not rulings:
        return []
    today = settings.today or date.today()
    with duckdb.connect(str(database), read_only=True) as connection:
        return [*_waivers(connection, waivers, today), *_corrections(connection, rulings)]


def _waivers(
    connection: duckdb.DuckDBPyConnection, waivers: tuple[Waiver, ...], today: date
) -> Iterator[str]:
    for waiver in waivers:
        path = _path(connection, waiver.sha256)
        what = f"waiver of {waiver.identity} by {waiver.by}"
        if path is None:
            yield f"{what}: no document is {waiver.sha256[:12]}…"
        elif waiver.until < today:
            yield f"{what}, {path}: expired on {waiver.until}"
        elif not connection.execute(_WAIVED, [waiver.sha256, waiver.identity]).fetchall():
            yield f"{what}, {path}: there is nothing to waive, it is not violated"


def _corrections(
    connection: duckdb.DuckDBPyConnection, rulings: tuple[Ruling, ...]
) -> Iterator[str]:
    for ruling in rulings:
        path = _path(connection, ruling.sha256)
        cell = (ruling.statement, ruling.item, ruling.measure)
        what = f"correction of {' '.join(cell)} by {ruling.by}"
        if path is None:
            yield f"{what}: no document is {ruling.sha256[:12]}…"
        elif not connection.execute(_CORRECTED, [ruling.sha256, *cell, ruling.side]).fetchall():
            yield f"{what}, {path}: no such cell prints {ruling.printed or 'nothing'}"


def _path(connection: duckdb.DuckDBPyConnection, sha256: str) -> str | None:
    row = connection.execute(_PATHS, [sha256]).fetchone()
    return str(row[0]) if row else None
