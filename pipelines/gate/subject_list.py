"""The code lists of both classifications as a relation, to judge printed names by."""

from __future__ import annotations

import duckdb
import polars as pl

from pipelines.statements.codes import names

_SCHEMA = {"subjects": pl.String(), "code": pl.String(), "name": pl.String()}


def create_subject_list(connection: duckdb.DuckDBPyConnection) -> None:
    """Create ``subject_list``: classification, code and name, a row a name that a code has had."""
    frame = pl.DataFrame(names(), schema=_SCHEMA, orient="row")
    connection.from_arrow(frame.to_arrow()).create("subject_list")
