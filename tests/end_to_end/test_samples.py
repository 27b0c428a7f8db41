"""The sample disclosures from raw/ to the warehouse, and the README against it."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import duckdb
import pytest

from pipelines.gate.identity import load_suites
from pipelines.orchestration.runs import run
from pipelines.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```sql\n(.*?)```\s+```\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    settings = Settings(raw=ROOT / "raw", warehouse=tmp_path_factory.mktemp("warehouse"), workers=2)
    assert run(settings).published
    return duckdb.connect(str(settings.database), read_only=True)


def test_every_sample_has_its_status(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute("SELECT path, status FROM disclosure ORDER BY path").fetchall()
    assert rows == [
        ("2022/211103-349011.txt", "published"),
        ("2022/211300-703001.txt", "published"),
        ("2023/210505-066001.txt", "published"),
        ("2023/211300-212.pdf", "published"),
        ("2023/211300-212.txt", "duplicate"),
        ("2023/211300-703.pdf", "published"),
        ("2023/211300-703.txt", "duplicate"),
    ]


def test_nothing_critical_is_violated(warehouse: duckdb.DuckDBPyConnection) -> None:
    outcomes = dict(
        warehouse.execute(
            "SELECT outcome, count(*) FROM identity_result WHERE severity = 'critical' GROUP BY 1"
        ).fetchall()
    )
    assert outcomes.get("violated", 0) == 0
    assert outcomes["exact"] > 1000


def test_the_classes_of_a_sample_miss_its_total_by_rounding_only(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    rows = warehouse.execute(
        "SELECT DISTINCT difference, outcome FROM identity_result JOIN disclosure USING (document_id)"
        " WHERE path = '2023/211300-703.txt' AND identity = 'income.total_sum'"
    ).fetchall()
    assert [(str(difference), outcome) for difference, outcome in rows] == [("300.00", "rounding")]


def test_every_identity_is_counted_with_how_it_ended(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    rows = warehouse.execute(
        (ROOT / "sql/queries/identity_counts.sql").read_text("utf-8")
    ).fetchall()
    counted = [sum(row[3:]) for row in rows]
    results = warehouse.execute(
        "SELECT count(*) FROM identity_result SEMI JOIN dim_identity USING (identity)"
    ).fetchall()
    assert sum(counted) == results[0][0] > 1000
    declared = {i.id for suite in load_suites(ROOT / "expectations") for i in suite.identities}
    assert {row[0] for row in rows} == declared


def test_statements_that_are_not_there_are_absent_and_not_zero(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    rows = warehouse.execute(
        "SELECT DISTINCT s.status, (SELECT count(*) FROM printed_amount p"
        " WHERE p.document_id = s.document_id) FROM statement s WHERE s.fiscal_year = 2022"
    ).fetchall()
    assert rows == [("absent", 0)]


@pytest.mark.parametrize(("query", "output"), SHOWN, ids=range(len(SHOWN)))
def test_the_readme_shows_what_its_queries_give(
    warehouse: duckdb.DuckDBPyConnection, query: str, output: str
) -> None:
    assert rendered(warehouse, query) == output.strip()


def test_the_readme_shows_queries() -> None:
    assert len(SHOWN) >= 2


def rendered(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    """Give the rows of a query as a table of aligned columns; full-width characters count two."""
    result = connection.execute(query)
    head = [column[0] for column in result.description]
    rows = [[_text(value) for value in row] for row in result.fetchall()]
    widths = [max(_width(row[i]) for row in [head, *rows]) for i in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        "  ".join(t + " " * (w - _width(t)) for t, w in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _text(value: object) -> str:
    return "" if value is None else f"{value:.1f}" if isinstance(value, float) else str(value)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
