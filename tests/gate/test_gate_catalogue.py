"""The page of all identities: current, and complete."""

from __future__ import annotations

from pathlib import Path

from pipelines.gate.catalogue import main, page
from pipelines.gate.identity import load_suites
from tests.gate.conftest import EXPECTATIONS

PAGE = EXPECTATIONS.parent / "docs" / "identities.md"
SUITES = load_suites(EXPECTATIONS)


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(SUITES), "make docs writes it anew"


def test_every_identity_has_a_row_with_both_sentences(tmp_path: Path) -> None:
    main(tmp_path / "docs" / "identities.md")
    rows = (tmp_path / "docs" / "identities.md").read_text(encoding="utf-8").splitlines()
    for suite in SUITES:
        assert f"## {suite.name}" in rows
        for identity in suite.identities:
            (row,) = [row for row in rows if row.startswith(f"| `{identity.id}` | ")]
            assert identity.zh in row
            assert identity.en in row
            assert row.count(" | ") == 5
