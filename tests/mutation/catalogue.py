"""How often each identity was tested in the last run, where there is a warehouse."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.gate.identity import load_suites
from tests.mutation.table import Table
from tests.mutation.trial import EXPECTATIONS

_OUTCOMES = ("exact", "rounding", "violated", "not_testable", "waived")
_COUNTS = "SELECT identity, outcome, count(*) FROM identity_result GROUP BY ALL"


def counts(warehouse: Path) -> Table:
    """Count the results of the last run by identity and outcome."""
    title, header = "Identities in the last run", ("identity", "severity", *_OUTCOMES)
    path = warehouse / "juesuan.duckdb"
    if not path.is_file():
        return Table(title, header, (), (f"left out: there is no {path}; `make run` makes it",))
    with duckdb.connect(str(path), read_only=True) as connection:
        found = {(i, o): n for i, o, n in connection.execute(_COUNTS).fetchall()}
    rows = [
        (i.id, i.severity, *(str(found.get((i.id, outcome), 0)) for outcome in _OUTCOMES))
        for suite in load_suites(EXPECTATIONS)
        for i in suite.identities
    ]
    return Table(title, header, tuple(rows))
