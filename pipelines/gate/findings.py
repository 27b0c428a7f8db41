"""Findings: what a violated row says in one plain sentence, and the catalogue of identities.

A place names where the first number stands, and after ↔ where the second comes from.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import polars as pl

from pipelines.gate.identity import Suite

_CATALOGUE = {
    "id": pl.String(),
    "zh": pl.String(),
    "en": pl.String(),
    "shape": pl.String(),
    "severity": pl.String(),
    "statements": pl.List(pl.String()),
    "unit": pl.String(),
}

# printed and recomputed are in 分, or in hundredths of the unit
_MACROS = """
CREATE MACRO trimmed(value) AS rtrim(rtrim(value, '0'), '.');
CREATE MACRO figure(value, unit, shape) AS CASE
    WHEN shape IN ('unique', 'present') OR unit IN ('count', 'year')
        THEN trimmed(((value * 0.01)::DECIMAL(20, 2))::VARCHAR)
    WHEN unit = 'percent' THEN trimmed(((value * 0.01)::DECIMAL(20, 2))::VARCHAR) || '%'
    WHEN unit = 'score' THEN trimmed(((value * 0.01)::DECIMAL(20, 2))::VARCHAR)
    ELSE regexp_replace((value::DECIMAL(20, 0) / 1000000)::DECIMAL(20, 6)::VARCHAR, '0{1,4}$', '')
        || '万元' END;
CREATE MACRO counted(unit, lang) AS CASE unit
    WHEN 'score' THEN if(lang = 'zh', '分', ' points')
    WHEN 'year' THEN if(lang = 'zh', '年', '') ELSE '' END;
CREATE MACRO second_place(place, otherwise) AS coalesce(nullif(split_part(place, ' ↔ ', 2), ''),
    otherwise);
CREATE MACRO finding_zh(zh, place, printed, recomputed, unit, shape) AS CASE
    WHEN printed IS NULL OR recomputed IS NULL THEN coalesce(place, zh)
    WHEN shape IN ('unique', 'present') THEN concat(place, '（', figure(printed, unit, shape), '/',
        figure(recomputed, unit, shape), '）：', zh, '。')
    ELSE concat(split_part(place, ' ↔ ', 1), '为', figure(printed, unit, shape), counted(unit, 'zh'),
        '，', second_place(place, '重新计算'), if(shape = 'at_most', '只有', '为'),
        figure(recomputed, unit, shape), counted(unit, 'zh'), '：', zh, '。') END;
CREATE MACRO finding_en(en, place, printed, recomputed, unit, shape) AS CASE
    WHEN printed IS NULL OR recomputed IS NULL THEN coalesce(place, en)
    WHEN shape IN ('unique', 'present') THEN concat(place, ' (', figure(printed, unit, shape), ' of ',
        figure(recomputed, unit, shape), '): ', en)
    ELSE concat(split_part(place, ' ↔ ', 1), ' gives ',
        replace(figure(printed, unit, shape), '万元', ' × 10,000 yuan'), counted(unit, 'en'),
        ', but ', second_place(place, 'recomputation'), ' gives ',
        if(shape = 'at_most', 'only ', ''),
        replace(figure(recomputed, unit, shape), '万元', ' × 10,000 yuan'), counted(unit, 'en'),
        ': ', en,
        if(contains(place, '截尾'), ' It was cut off, not rounded.', '')) END;
"""


def create_catalogue(connection: duckdb.DuckDBPyConnection, suites: Sequence[Suite]) -> None:
    """Create ``catalogue``, a row a declared identity, and the macros ``finding_zh`` and ``_en``."""
    rows = [
        (i.id, i.zh, i.en, i.shape, i.severity, list(i.statements), i.unit)
        for suite in suites
        for i in suite.identities
    ]
    frame = pl.DataFrame(rows, schema=_CATALOGUE, orient="row")
    connection.from_arrow(frame.to_arrow()).create("catalogue")
    connection.execute(_MACROS)
