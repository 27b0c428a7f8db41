"""What the terminal shows: progress while a run lasts, and the words at its end."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from pipelines.orchestration.progress import Bar
from pipelines.orchestration.runs import RunReport
from pipelines.orchestration.summary import show
from pipelines.settings import Settings

PUBLISHED = RunReport("run-1", True, True, 3, 4, 1.25, (), None)
REFUSED = replace(PUBLISHED, published=False, changed=False)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a warehouse with three documents, an amount and two identity results."""
    settings = Settings(warehouse=tmp_path)
    with duckdb.connect(settings.database) as connection:
        connection.execute(
            """
            CREATE TABLE disclosure AS FROM (VALUES
                ('a.txt', 'published', NULL),
                ('b[1].txt', 'quarantined', '01.total differs by 9.00'),
                ('c.txt', 'rejected', 'the file is empty')) AS _(path, status, reason);
            CREATE TABLE printed_amount AS SELECT 1 AS amount;
            CREATE TABLE identity_result AS FROM (VALUES ('critical', 'exact'),
                ('critical', 'violated'), ('warning', 'violated'), ('warning', 'exact'))
                AS _(severity, outcome);
            """
        )
    return settings


def shown(report: RunReport, settings: Settings) -> str:
    out = io.StringIO()
    show(report, settings, Console(file=out, width=200))
    return out.getvalue()


def test_what_was_not_shared_is_told_beside_what_was_published(settings: Settings) -> None:
    unshared = replace(PUBLISHED, unshared="s3://b/x: PermissionError: [no]")
    said = shown(unshared, settings)
    assert "not shared s3://b/x: PermissionError: [no]; the next run sends it" in said
    assert f"published {settings.database}" in said
    assert [r.exit_code for r in (PUBLISHED, REFUSED, unshared)] == [0, 1, 2]


def test_a_publication_is_counted_and_every_document_held_back_is_named(
    settings: Settings,
) -> None:
    said = shown(PUBLISHED, settings)
    assert "quarantined b[1].txt: 01.total differs by 9.00" in said
    assert "rejected c.txt: the file is empty" in said
    lines = [tuple(line.split()) for line in said.splitlines()]
    for line in (
        ("published", "1"),
        ("violated", "1"),
        ("told", "1"),
        ("amounts", "1"),
        ("rounding", "0"),
    ):
        assert any(found[-2:] == line for found in lines), line
    assert str(settings.database) in said
    assert "identical" not in said
    assert "run-1" in said


def test_a_night_without_news_says_so(settings: Settings) -> None:
    quiet = replace(PUBLISHED, changed=False, read=0)
    assert "(identical content, nothing re-extracted)" in shown(quiet, settings)


def test_a_door_that_held_is_named_and_so_is_the_file_that_stays(settings: Settings) -> None:
    said = shown(replace(REFUSED, blocking=("load_door: 2022 lost documents",)), settings)
    assert "nothing was published" in said
    assert "held at load_door: 2022 lost documents" in said
    assert f"{settings.database} stays as it was" in said


def test_an_error_is_shown_whole(settings: Settings) -> None:
    said = shown(replace(REFUSED, failure="star: OSError: no space left"), settings)
    assert "star: OSError: no space left" in said


def bar(total: int, *, terminal: bool) -> str:
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=100)
    with Bar(console) as progress:
        progress.start(total)
        for number in range(total):
            progress.advance(f"{number}.txt")
    return out.getvalue()


def test_a_terminal_sees_a_bar_and_the_document_at_hand() -> None:
    said = bar(3, terminal=True)
    assert "3/3" in said
    assert "2.txt" in said


def test_without_a_terminal_many_documents_give_few_lines_and_few_give_none() -> None:
    assert bar(20, terminal=False) == ""
    lines = bar(2000, terminal=False).splitlines()
    assert len(lines) == 10
    assert lines[-1] == "read 2,000 of 2,000 documents"


def test_nothing_to_read_shows_nothing() -> None:
    assert bar(0, terminal=True) == ""
