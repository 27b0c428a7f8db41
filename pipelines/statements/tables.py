"""The tables of one part under ``readings/``: what is stored of every document that was read."""

from __future__ import annotations

import polars as pl

from pipelines.statements.narrative.records import NARRATIVE_CLAIM
from pipelines.statements.performance.records import (
    PERFORMANCE_FUND,
    PERFORMANCE_INDICATOR,
    PERFORMANCE_TOTAL,
)
from pipelines.statements.records import AMOUNT, DOCUMENT, PROBLEM, STATEMENT

TABLES: dict[str, dict[str, pl.DataType]] = {
    "amount": AMOUNT,
    "statement": STATEMENT,
    "problem": PROBLEM,
    "document": DOCUMENT,
    "narrative_claim": {"document_id": pl.String(), **NARRATIVE_CLAIM},
    "performance_indicator": PERFORMANCE_INDICATOR,
    "performance_fund": PERFORMANCE_FUND,
    "performance_total": PERFORMANCE_TOTAL,
}
