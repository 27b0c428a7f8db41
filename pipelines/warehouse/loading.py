"""Loading: the scripts under ``sql/`` run over the views of a star and fill a new database file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.gate.change import Change, open_star
from pipelines.gate.verdict_sql import literal
from pipelines.warehouse.content import Contents, contents, record

STORAGE_VERSION = "v1.0.0"
"""The oldest format with comments on columns; every client from 1.0 on opens it."""

NAME = "juesuan"

_STAR = "memory.star"
"""The schema of the views that the macro ``star`` of ``sql/00_star.sql`` reads."""


def scripts(sql: Path) -> list[str]:
    """Give the texts that build the warehouse, in the order in which they run."""
    return [path.read_text(encoding="utf-8") for path in sorted(sql.glob("*.sql"))]


def load(star: Path, texts: Sequence[str], path: Path, change: Change | None = None) -> Contents:
    """Make the new file ``path`` from the star, or from the documents of ``change`` alone.

    Tables without documents are whole in both. Raises :class:`duckdb.Error` where a script fails.
    """
    with attached(path, f"STORAGE_VERSION {literal(STORAGE_VERSION)}") as connection:
        connection.execute(f"CREATE SCHEMA {_STAR}")
        open_star(connection, star, change, schema=_STAR)
        connection.execute("BEGIN")  # or each statement may write all of the file anew
        for text in texts:
            connection.execute(text)
        found = contents(connection, texts)
        record(connection, found)
        connection.execute("COMMIT")
        connection.execute(f"CHECKPOINT {NAME}")
    return found


@contextmanager
def attached(path: Path, options: str = "READ_WRITE") -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database file as the current one, and close it whatever happens."""
    connection = duckdb.connect()
    try:
        connection.execute("SET preserve_insertion_order = false")  # or blocks are written twice
        # A file in which metadata were used again is read wrongly by every client before 2.0.
        connection.execute("SET experimental_metadata_reuse = false")
        # The texts of a star repeat; a column whose texts do not says so under sql/.
        connection.execute("SET force_compression = 'dictionary'")
        connection.execute(f"ATTACH {literal(str(path))} AS {NAME} ({options})")
        connection.execute(f"USE {NAME}")
        connection.execute("SET enable_progress_bar = false")  # it would write into logs
        yield connection
        connection.execute("USE memory")
        connection.execute(f"DETACH {NAME}")
    finally:
        connection.close()
