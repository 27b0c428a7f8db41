"""Expected amounts: which cells kindred bodies fill, and which rows the narrative names.

Of other bodies those of the same group of kin count: a document is judged with them, whatever else
is judged at the time.

The chapter on basic expenditure names the subdivisions it consists of: 主要包括基本工资、津贴补贴….
How far that is true of a document is counted by :class:`PrintHabits`; here it is only noted.
"""

from __future__ import annotations

import duckdb

_USUAL = """
CREATE OR REPLACE TEMP TABLE usual AS
WITH blank AS (
    SELECT DISTINCT statement, item, measure FROM located WHERE value = 0
),
owner AS (
    SELECT document_id::document_key AS document_id, kin,
        coalesce(department, document_id) AS body
    FROM document JOIN kin USING (document_id)
),
said AS (
    SELECT kin, body, statement, item, measure, bool_or(value <> 0) AS filled
    FROM cell SEMI JOIN blank USING (statement, item, measure) JOIN owner USING (document_id)
    GROUP BY ALL
)
SELECT kin, body, statement, item, measure,
    (1 + sum(filled::INTEGER) OVER place - filled::INTEGER) / (1 + count(*) OVER place) AS share
FROM said
WINDOW place AS (PARTITION BY kin, statement, item, measure)
"""

_ROW_NAME = """
CREATE OR REPLACE TEMP MACRO row_name(name) AS
    regexp_replace(regexp_replace(plain(name), '的|等$', '', 'g'), '费用$', '费')
"""

_NAMED = """
CREATE OR REPLACE TEMP TABLE named_row AS
WITH list AS (
    SELECT DISTINCT document_id::VARCHAR AS document_id, unnest(regexp_split_to_array(
        regexp_replace(sentence, '(包括|用于)', '、', 'g'), '[、，；;：:。]')) AS name
    FROM claim
    WHERE metric = 'basic_amount' AND document_id IN (SELECT document_id FROM located)
)
SELECT DISTINCT document_id, row_name(name) AS name FROM list WHERE name <> ''
"""


def fill_expected(connection: duckdb.DuckDBPyConnection) -> None:
    """Create ``usual`` and ``named_row`` for the documents of ``located``, and ``row_name()``."""
    for statement in (_ROW_NAME, _USUAL, _NAMED):
        connection.execute(statement)
