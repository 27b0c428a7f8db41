"""What ``expectations/`` may hold: the loader names the file and the identity that is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from statistics import median

import pytest

from pipelines.gate.identity import WAIVERS, ExpectationsError, load_suites
from pipelines.gate.verdict_sql import verdict_sql, violations_sql
from pipelines.gate.waiver import load_waivers
from tests.gate.conftest import EXPECTATIONS, TODAY

IDENTITY = """
suite: small
about: One identity
identities:
  - id: small.one
    zh: 甲等于乙
    en: The one is the other.
    statements: [summary]
    shape: equal
    severity: critical
    sql: SELECT * FROM {batch}
"""


def write(folder: Path, text: str, name: str = "small.yml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_an_identity_is_loaded_as_it_stands(tmp_path: Path) -> None:
    (suite,) = load_suites(write(tmp_path, IDENTITY))
    (identity,) = suite.identities
    assert (suite.name, identity.id, identity.reads) == ("small", "small.one", "cell")
    assert identity.sql == "SELECT * FROM {batch}"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("    en: The one is the other.\n", "", "small.one.en: Field required"),
        ("zh: 甲等于乙", "zh: ''", "small.one.zh"),
        ("severity: critical", "severity: fatal", "small.one.severity"),
        ("severity: critical", "severity: critical\n    mostly: 0.9", "small.one.mostly"),
        ("[summary]", "[budget]", "small.one.statements"),
        ("id: small.one", "id: Small One", "Small One.id"),
        ("about: One identity", "about: One identity\nnote: x", "note: Extra inputs"),
        ("FROM {batch}", "FROM cell", "small.one: placeholders and values do not match: batch"),
        ("{batch}", "{batch} {other}", "small.one: placeholders and values do not match: other"),
        ("    sql: SELECT * FROM {batch}", "    query: nothing", "no such query: nothing.sql"),
        ("    sql: SELECT * FROM {batch}", "", "small.one: give either sql or query"),
        ("suite: small", "suite: [", "while parsing"),
    ],
)
def test_a_wrong_declaration_is_named(old: str, new: str, complaint: str, tmp_path: Path) -> None:
    assert old in IDENTITY
    with pytest.raises(ExpectationsError) as raised:
        load_suites(write(tmp_path, IDENTITY.replace(old, new)))
    assert str(raised.value).startswith("small.yml: ")
    assert complaint in str(raised.value)


def test_an_id_is_declared_once(tmp_path: Path) -> None:
    write(write(tmp_path, IDENTITY), IDENTITY, "second.yml")
    with pytest.raises(ExpectationsError, match=r"declared twice: small\.one"):
        load_suites(tmp_path)


def test_no_declarations_at_all(tmp_path: Path) -> None:
    with pytest.raises(ExpectationsError, match="no expectation files"):
        load_suites(tmp_path)


def test_a_query_is_instantiated(tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "of.sql").write_text("SELECT {digits} FROM {batch}", encoding="utf-8")
    text = IDENTITY.replace("sql: SELECT * FROM {batch}", "query: of\n    with: {digits: 3}")
    (suite,) = load_suites(write(tmp_path, text))
    assert suite.identities[0].sql == "SELECT 3 FROM {batch}"


def test_verdict_and_expectation_are_one_text(tmp_path: Path) -> None:
    (suite,) = load_suites(write(tmp_path, IDENTITY))
    assert verdict_sql(suite.identities[0]) in violations_sql(suite.identities[0])


def test_declared_queries_are_short() -> None:
    """An identity can be read at a glance: half of them have fewer than 20 lines of SQL."""
    lines = [
        len(i.sql.strip().splitlines()) for s in load_suites(EXPECTATIONS) for i in s.identities
    ]
    assert median(lines) < 20
    assert max(lines) < 30


def test_waivers_of_the_project_are_sound() -> None:
    known = {i.id for suite in load_suites(EXPECTATIONS) for i in suite.identities}
    waivers = load_waivers(EXPECTATIONS / WAIVERS, date.min)
    assert {w.identity for w in waivers if not w.identity.startswith("structure.")} <= known


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- {sha256: abc, identity: a.b, reason: x, by: y, until: 2025-01-01}", "0.sha256"),
        (
            f"- {{sha256: {'a' * 64}, identity: a.b, reason: '', by: y, until: 2025-01-01}}",
            "reason",
        ),
        (f"- {{sha256: {'a' * 64}, identity: a.b, reason: x, until: 2025-01-01}}", "0.by"),
        ("- [", "while parsing"),
    ],
)
def test_a_wrong_waiver_is_named(text: str, complaint: str, tmp_path: Path) -> None:
    path = write(tmp_path, text, WAIVERS) / WAIVERS
    with pytest.raises(ExpectationsError) as raised:
        load_waivers(path, TODAY)
    assert str(raised.value).startswith("waivers.yml: ")
    assert complaint in str(raised.value)


def test_no_waivers_where_there_is_no_file(tmp_path: Path) -> None:
    assert load_waivers(tmp_path / WAIVERS, TODAY) == ()
    assert load_waivers(None, TODAY) == ()
