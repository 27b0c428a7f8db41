"""Cells and constraints of balanced accounts, derived once, and slips planted in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from pipelines.gate.batch import open_batch
from pipelines.gate.identity import load_suites
from pipelines.gate.location.system import Cell
from pipelines.gate.location.terms import Accounts as Derived
from pipelines.gate.location.terms import Underived, accounts, derive
from pipelines.gate.results import fill_results
from tests.gate.accounts import Accounts, balanced, write_part
from tests.gate.conftest import EXPECTATIONS

IDENTITIES = [i for suite in load_suites(EXPECTATIONS) for i in suite.identities]


def derived(*documents: Accounts) -> tuple[dict[str, Derived], list[Underived]]:
    """Derive the cells and constraints of documents through a batch."""
    with TemporaryDirectory() as folder:
        part = write_part(Path(folder), documents)
        with open_batch([part], EXPECTATIONS) as connection:
            names = [document.name for document in documents]
            queries, underived = derive(connection, IDENTITIES)
            assert underived == []
            return accounts(connection, queries, names, {})


@cache
def sound(seed: int = 1) -> Derived:
    """The accounts of one balanced document."""
    return derived(balanced("sound", seed))[0]["sound"]


def outcomes(folder: Path, *documents: Accounts, most_joint: int) -> pl.DataFrame:
    """Run the identities alone, without verdicts and without validation."""
    with open_batch([write_part(folder, documents)], EXPECTATIONS) as connection:
        fill_results(connection, load_suites(EXPECTATIONS), {}, EXPECTATIONS, most_joint)
        query = "SELECT * REPLACE (document_id::VARCHAR AS document_id) FROM result"
        found: pl.DataFrame = connection.sql(query).pl()
        return found


def position(at: Derived, statement: str, item: str, measure: str, side: str | None = None) -> int:
    """Find a cell."""
    wanted = (statement, item, measure)
    return next(
        n
        for n, cell in enumerate(at.cells)
        if (cell.statement, cell.item, cell.measure) == wanted and side in (None, cell.side)
    )


def misprinted(at: Derived, values: Mapping[int, int | None]) -> list[Cell]:
    """Give the cells with some printed differently; None is blank."""
    cells = list(at.cells)
    for number, value in values.items():
        state = "blank" if value is None else "amount"
        cells[number] = replace(cells[number], value=value or 0, state=state, printed="")
    return cells
