"""Warehouse: the star's Parquet and the SQL under ``sql/`` become one DuckDB file.

Takes a star folder; knows nothing of documents, PDF or Dagster.
"""

from pipelines.warehouse.kept import NotKeptError, current, kept, put_back
from pipelines.warehouse.lock import BusyError, help_with, hold
from pipelines.warehouse.publication import Publication, publish
from pipelines.warehouse.query import UnknownQueryError, questions, run_query
from pipelines.warehouse.share import Shared, ShareError, share

__all__ = [
    "BusyError",
    "NotKeptError",
    "Publication",
    "ShareError",
    "Shared",
    "UnknownQueryError",
    "current",
    "help_with",
    "hold",
    "kept",
    "publish",
    "put_back",
    "questions",
    "run_query",
    "share",
]
