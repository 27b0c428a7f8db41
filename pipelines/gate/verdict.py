"""Verdicts: what the results of its identities mean for each document, and the files they leave."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

from pipelines.gate.files import write_query

_VERDICTS = """
CREATE TABLE verdict AS
WITH tally AS (
    SELECT document_id,
        count(*) FILTER (outcome <> 'not_testable') AS tested,
        count(*) FILTER (outcome = 'exact') AS exact,
        count(*) FILTER (outcome = 'rounding') AS rounding,
        count(*) FILTER (outcome = 'violated') AS violated,
        count(*) FILTER (outcome = 'not_testable') AS not_testable,
        'waived: ' || string_agg(DISTINCT identity::VARCHAR, ', ' ORDER BY identity::VARCHAR)
            FILTER (outcome = 'waived') AS waived
    FROM result
    GROUP BY document_id
),
mended AS (
    SELECT document_id, 'corrected: ' || string_agg(concat_ws(' ', statement, label, column_label,
        if(printed = '', 'blank', printed), '→', corrected, unit, concat('(', source, ')')),
        ', ' ORDER BY statement, item, measure) AS corrected
    FROM written_correction
    GROUP BY document_id
)
SELECT document_id, fiscal_year,
    CASE WHEN outcome = 'rejected' THEN 'rejected'
        WHEN held.reason IS NOT NULL THEN 'quarantined' ELSE 'accepted' END AS verdict,
    if(outcome = 'rejected', document.reason,
        nullif(concat_ws('; ', coalesce(held.reason, waived), corrected), '')) AS reason,
    coalesce(tested, 0)::INTEGER AS tested, coalesce(exact, 0)::INTEGER AS exact,
    coalesce(rounding, 0)::INTEGER AS rounding, coalesce(violated, 0)::INTEGER AS violated,
    coalesce(not_testable, 0)::INTEGER AS not_testable, kin, made_of
FROM document LEFT JOIN tally USING (document_id) LEFT JOIN held USING (document_id)
    LEFT JOIN mended USING (document_id) LEFT JOIN kin USING (document_id)
"""

_RESULTS = """
SELECT document_id::VARCHAR AS document_id, fiscal_year, identity::VARCHAR AS identity,
    severity::VARCHAR AS severity, statement, place,
    (sorted.printed * 0.01)::DECIMAL(20, 2) AS printed,
    (sorted.recomputed * 0.01)::DECIMAL(20, 2) AS recomputed,
    ((sorted.printed - sorted.recomputed) * 0.01)::DECIMAL(20, 2) AS difference,
    (rounding * 0.005)::DECIMAL(20, 3) AS bound,
    CASE shape WHEN 'equal' THEN bound - abs(difference)
        WHEN 'at_most' THEN bound - difference END::DECIMAL(20, 3) AS slack,
    if(shape IN ('equal', 'at_most') AND sorted.severity = 'critical', rounding // quantum, NULL)
        ::INTEGER AS leaves,
    outcome::VARCHAR AS outcome, cells, finding_zh, finding_en
FROM (
    -- what is sorted is held in memory: amounts are sorted as they are
    SELECT result.*, fiscal_year, shape, quantum,
        CASE WHEN result.outcome IN ('violated', 'waived')
            THEN finding_zh(zh, place, printed, recomputed, unit, shape) END AS finding_zh,
        CASE WHEN result.outcome IN ('violated', 'waived')
            THEN finding_en(en, place, printed, recomputed, unit, shape) END AS finding_en
    FROM result
    LEFT JOIN (
        SELECT document_id::document_key AS document_id, fiscal_year FROM document
    ) AS document USING (document_id)
    LEFT JOIN catalogue ON id::identity_key = identity
    LEFT JOIN (
        -- how many amounts a bound is made of can be told where all have the same last decimal
        SELECT document_id, max(quantum) AS quantum FROM cell WHERE quantum > 0
        GROUP BY ALL HAVING min(quantum) = max(quantum)
    ) AS measured ON measured.document_id = result.document_id
    ORDER BY result.document_id, identity, statement, place, printed
) AS sorted
"""


def fill_verdicts(connection: duckdb.DuckDBPyConnection, reasons: Mapping[str, str]) -> None:
    """Create ``verdict``: documents that ``reasons`` names are held, rejected ones stay so."""
    held = pl.DataFrame(list(reasons.items()), ["document_id", "reason"], orient="row")
    connection.from_arrow(held.cast(pl.String).to_arrow()).create("held")
    connection.execute(_VERDICTS)


def write_verdicts(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write ``verdict``, ``identity_result`` and ``identity`` into ``folder``, as Parquet files.

    Amounts are in 元, percentages, counts and scores as printed; ``identity`` is the catalogue.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_query(connection, "FROM verdict ORDER BY document_id", folder / "verdict.parquet")
    write_query(connection, _RESULTS, folder / "identity_result.parquet")
    catalogue = "SELECT * EXCLUDE (unit) FROM catalogue ORDER BY id"
    write_query(connection, catalogue, folder / "identity.parquet")
