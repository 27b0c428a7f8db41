"""The SQLAlchemy dialect through which Great Expectations reads an open DuckDB connection.

Great Expectations reads results after it has ended the transaction, and DuckDB drops them at a
rollback; here a transaction is never begun nor ended. No more of DuckDB is described than that
needs: statements of plain text, no reflection.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any
from uuid import uuid4

import duckdb
from sqlalchemy.dialects import registry
from sqlalchemy.engine.default import DefaultDialect

_OPEN: dict[str, duckdb.DuckDBPyConnection] = {}


class OpenConnectionDialect(DefaultDialect):
    """Statements of plain text over a connection of this process, named in the URL."""

    name = "duckdb"
    supports_statement_cache = False

    @classmethod
    def import_dbapi(cls) -> ModuleType:
        """Give the module that DuckDB's connections come from."""
        return duckdb

    def connect(self, *_: Any, **given: Any) -> Any:
        """Give another connection to the database that the URL names."""
        return _OPEN[given["database"]].cursor()

    def do_begin(self, dbapi_connection: Any) -> None:
        """Begin nothing: every statement stands by itself."""

    def do_commit(self, dbapi_connection: Any) -> None:
        """Commit nothing, since nothing was begun."""

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Keep the results that are still to be read."""


registry.register("duckdb_open", __name__, OpenConnectionDialect.__name__)


@contextmanager
def url_of(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Lend ``connection`` under a URL for SQLAlchemy, as long as the context lasts."""
    name = uuid4().hex
    _OPEN[name] = connection
    try:
        yield f"duckdb_open:///{name}"
    finally:
        del _OPEN[name]
