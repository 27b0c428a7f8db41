"""The cells that each identity adds and subtracts are derived from its own SQL."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import polars as pl
import pytest

from pipelines.gate.batch import open_batch
from pipelines.gate.identity import Identity
from pipelines.gate.location.differentiation import NotLinearError, terms_sql
from pipelines.gate.location.system import System
from pipelines.gate.location.terms import accounts, derive, linear
from pipelines.gate.verdict_sql import verdict_sql
from tests.gate.accounts import balanced, write_part
from tests.gate.conftest import EXPECTATIONS
from tests.gate.location.drawn import IDENTITIES, derived
from tests.gate.plants import PLANTS
from tests.gate.test_gate_golden import DOCUMENTS, transcribed, write
from tests.gate.test_gate_identities import other_layouts

LINEAR = linear(IDENTITIES)


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """Sound accounts in two layouts, a document a planted error, and the transcribed ones."""
    folder = tmp_path_factory.mktemp("terms")
    planted = [balanced(name) for name in PLANTS if name != "structure.unique_rows"]
    for document in planted:
        PLANTS[document.name].make(document)
    invented = [balanced("sound"), other_layouts("sound too"), *planted]
    (folder / "golden").mkdir()
    golden = write(folder / "golden", pl.concat(transcribed(name) for name in DOCUMENTS))
    return open_batch([write_part(folder / "invented", invented), golden], EXPECTATIONS)


def test_terms_add_up_to_what_the_verdict_says(batch: duckdb.DuckDBPyConnection) -> None:
    """For every identity and place: the same difference and the same bound."""
    documents = [row[0] for row in batch.execute("SELECT document_id FROM document").fetchall()]
    queries, underived = derive(batch, IDENTITIES)
    found, odd = accounts(batch, queries, documents, {})
    assert underived == odd == []
    told = {
        (document, identity.id, place, printed - recomputed, rounding)
        for identity in LINEAR
        for document, place, printed, recomputed, rounding in batch.execute(
            "SELECT document_id::VARCHAR, place, printed, recomputed, rounding "
            f"FROM ({verdict_sql(identity).format(batch='cell')}) WHERE outcome <> 'not_testable'"
        ).fetchall()
    }
    derived = {
        (document, constraint.identity, constraint.place, residual, bound)
        for document, at in found.items()
        for system in [System(at.cells, at.constraints)]
        for constraint, residual, bound in zip(
            system.constraints, system.residuals, system.bounds, strict=True
        )
    }
    assert told <= derived
    blank = {(residual, bound) for *_, residual, bound in derived - told}
    assert blank == {(0, 0)}  # places that are blank throughout, which the verdict does not test


@pytest.mark.parametrize("identity", LINEAR, ids=lambda identity: identity.id)
def test_every_identity_of_amounts_is_derived(
    identity: Identity, batch: duckdb.DuckDBPyConnection
) -> None:
    assert "_terms" in terms_sql(batch, identity)


@pytest.mark.parametrize(
    ("printed", "why"),
    [
        ("sum(value * 2)", r"printed: sum\(\) in a sum"),
        ("max(value) * max(value)", r"printed: \*\(\) in a sum"),
        ("sum(value) + 1", "printed: the constant 1 in a sum"),
        ("max(value) FILTER (item = 'a') NULLS", "syntax error"),
    ],
)
def test_what_is_no_sum_is_refused_with_the_place(
    printed: str, why: str, batch: duckdb.DuckDBPyConnection
) -> None:
    sql = f"SELECT document_id, 'x' AS place, {printed} AS printed, sum(value) AS recomputed, "
    sql += "sum(rounding) AS rounding FROM {batch} GROUP BY document_id"
    with pytest.raises(NotLinearError, match=why):
        terms_sql(batch, replace(LINEAR[0], sql=sql))


def test_differences_choices_and_zeros_are_derived(batch: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT document_id, 'x' AS place,
            coalesce(sum(value) FILTER (item = 'none'), 0) - max(value) FILTER (n = 2) AS printed,
            CASE WHEN count(*) > 9 THEN sum(value) ELSE max(value) FILTER (n = 1) END AS recomputed,
            sum(rounding) AS rounding
        FROM {batch} GROUP BY document_id"""
    query = terms_sql(batch, replace(LINEAR[0], sql=sql)).format(
        batch="(SELECT 'd' AS document_id, 'a' AS item, n, 10 * n AS value, 1 AS rounding, "
        "100 + n AS cell_no FROM range(1, 4) AS cells (n))"
    )
    accounts(batch, {}, [], {})  # creates the macros
    row = batch.execute(query).fetchall()[0]
    assert row[2:4] == (-20, 10)
    assert row[5:7] == ([-102], [101])
    assert sorted(row[7]) == [101, 102, 103]


def test_a_place_that_is_no_sum_of_its_cells_is_named() -> None:
    """A row that occurs twice: its maximum is one of the two."""
    document = balanced("twice")
    document.print_row("general_budget_expenditure", "2010301", "item", total=1, basic=1)
    found, underived = derived(document)
    assert {one.identity for one in underived} >= {"general_budget.row_sum"}
    assert all(one.document_id == "twice" and "no sum" in one.sentence for one in underived)
    assert found["twice"].constraints
