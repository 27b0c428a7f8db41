"""Star: accepted amounts become dimensions and leaf-only facts, as Parquet by fiscal year.

Takes the ledger, the parts and the verdicts of a year; knows nothing of Dagster or DuckDB.
"""

from pipelines.star.build import StarReport, build, build_unplaced
from pipelines.star.keys import KEYS
from pipelines.star.schemas import TABLES
from pipelines.star.source import StarError
from pipelines.star.writing import put

__all__ = ["KEYS", "TABLES", "StarError", "StarReport", "build", "build_unplaced", "put"]
