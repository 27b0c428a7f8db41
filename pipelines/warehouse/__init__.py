"""Warehouse: the star's Parquet and the SQL under ``sql/`` become one DuckDB file.

Takes a star folder; knows nothing of documents, PDF or Dagster.
"""

from pipelines.warehouse.publication import Publication, publish
from pipelines.warehouse.query import UnknownQueryError, questions, run_query

__all__ = ["Publication", "UnknownQueryError", "publish", "questions", "run_query"]
