"""The analyst's questions: the files ``sql/queries/*.sql``, run by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

_QUESTION = "--"


class UnknownQueryError(LookupError):
    """There is no question of that name; the message lists those there are."""


def questions(sql_dir: Path) -> dict[str, str]:
    """Give every question by the name of its file: the comment on its first line."""
    return {path.stem: _question(path) for path in sorted((sql_dir / "queries").glob("*.sql"))}


def run_query(name: str, database: Path, sql_dir: Path) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Run a question on a published warehouse, read-only; give its column names and rows.

    Raises :class:`UnknownQueryError`, and :class:`duckdb.Error` where the file cannot be read.
    """
    known = questions(sql_dir)
    if name not in known:
        raise UnknownQueryError(f"no question is called {name!r}; there are: {', '.join(known)}")
    text = (sql_dir / "queries" / f"{name}.sql").read_text(encoding="utf-8")
    with duckdb.connect(database, read_only=True) as connection:
        result = connection.execute(text)
        columns = [column[0] for column in result.description or ()]
        return columns, result.fetchall()


def _question(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        first = file.readline()
    return first.removeprefix(_QUESTION).strip() if first.startswith(_QUESTION) else ""
