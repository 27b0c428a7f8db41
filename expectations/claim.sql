-- claim: every number the narrative states, as the identities read it.
--
-- value    money in 分; percentages, scores and counts in hundredths, so that 79.28 % is 7928
-- quantum  the worth of the last printed decimal, on the same scale; 0 for counts and words
-- of_year  whether it speaks of the document's own year
-- place    metric, subject and line (or page) in Chinese
--
-- fact         the first claim of each metric and subject of the document's year with a decided value
CREATE MACRO decimals(printed) AS length(split_part(printed, '.', 2));
CREATE MACRO scale(unit) AS CASE unit WHEN '万元' THEN 1000000 WHEN '万' THEN 1000000
    WHEN '亿元' THEN 10000000000 ELSE 100 END::BIGINT;
CREATE MACRO standing(page, line) AS
    if(page IS NULL, '第' || line || '行', concat('第', page, '页', '第' || line || '行'));
CREATE MACRO placed(name, page, line) AS concat(name, '（', standing(page, line), '）');
CREATE MACRO located(page, line) AS struct_pack(table_no := NULL::INTEGER,
    row_no := NULL::INTEGER, col_no := NULL::INTEGER, page := page, line := line);
-- names are compared without white space, punctuation and the word 支出
CREATE MACRO plain(name) AS
    regexp_replace(name, '支出|[\s\d（）()“”"、，,：:]', '', 'g');

CREATE TYPE metric_key AS ENUM (
    SELECT DISTINCT metric FROM narrative_claim WHERE metric IS NOT NULL ORDER BY ALL
);
CREATE TYPE subject_key AS ENUM (
    SELECT DISTINCT coalesce(subject, '') FROM narrative_claim ORDER BY ALL
);

CREATE TABLE claim AS
SELECT document_id::document_key AS document_id, section, metric::metric_key AS metric,
    coalesce(subject, '')::subject_key AS subject,
    round(value * scale(unit))::BIGINT AS value, unit,
    if(unit IS NULL OR kind = 'count', 0, scale(unit) // pow(10, decimals(printed))::BIGINT)::BIGINT AS quantum,
    year, fiscal_year, fiscal_year = year AS of_year,
    page, line, sentence, note,
    concat(metric_name.zh, '·' || coalesce(subject_name.zh, nullif(subject, ''))) AS name,
    placed(name, page, line) AS place, located(page, line) AS ref
FROM (SELECT document_id, fiscal_year AS year FROM document)
JOIN narrative_claim USING (document_id)
LEFT JOIN metric_name USING (metric)
LEFT JOIN subject_name USING (metric, subject);

CREATE TABLE fact AS
FROM claim
WHERE rowid IN (
    SELECT arg_min(rowid, (coalesce(page, 1000000), coalesce(line, 1000000), rowid))
    FROM claim
    WHERE of_year AND note IS NULL AND value IS NOT NULL
    GROUP BY document_id, metric, subject
);

-- heading_year: the year a title names beside that of the document, which is the one that its text
-- names most often as a fiscal year; ``said`` tells where the narrative names that
CREATE TABLE heading_year AS
WITH said AS (
    SELECT document_id, array_to_string(list_transform(list_sort(list_distinct(list(ref))),
        lambda r: standing(r.page, r.line)), '、') AS lines
    FROM claim
    WHERE section NOT IN ('heading', 'reason') AND contains(sentence, year || '年')
    GROUP BY document_id
)
SELECT document_id, concat(place, ' ↔ 本决算年度', if(of_year, '', '（正文' || lines || '）'))
        AS place, value AS printed, 100 * year AS recomputed, [ref] AS cells
FROM claim LEFT JOIN said USING (document_id)
WHERE metric = 'heading_year';

-- unit_claim: how many units evaluated themselves, in accounts that are those of one unit
CREATE TABLE unit_claim AS
SELECT fact.*
FROM fact JOIN document ON document.document_id = fact.document_id::VARCHAR
WHERE metric = 'performance_units' AND scope = '单位';

-- prior_year: last year's totals and closing balance as the stated changes imply them
CREATE TABLE prior_year AS
WITH one AS (
    SELECT document_id,
        max(value) FILTER (metric = 'income_total') AS income_total,
        max(value) FILTER (metric = 'expenditure_total') AS expenditure_total,
        sum(quantum) FILTER (metric IN ('income_total', 'expenditure_total')) AS total_q,
        max(value) FILTER (metric = 'income_change') AS income_change,
        max(value) FILTER (metric = 'expenditure_change') AS expenditure_change,
        sum(quantum) FILTER (metric IN ('income_change', 'expenditure_change')) AS change_q,
        max(place) FILTER (metric = 'income_change') AS income_place,
        max(place) FILTER (metric = 'expenditure_change') AS expenditure_place,
        max(value) FILTER (metric = 'closing_carryover')
            - max(value) FILTER (metric = 'closing_change') AS closing,
        sum(quantum) FILTER (metric IN ('closing_carryover', 'closing_change')) AS closing_q,
        max(place) FILTER (metric = 'closing_change') AS closing_place,
        max(value) FILTER (metric = 'income_source_amount' AND subject = 'opening') AS opening,
        max(quantum) FILTER (metric = 'income_source_amount' AND subject = 'opening') AS opening_q,
        max(place) FILTER (metric = 'income_source_amount' AND subject = 'opening')
            AS opening_place,
        list(ref) FILTER (metric IN ('income_change', 'expenditure_change', 'closing_change')
            OR subject = 'opening') AS cells
    FROM fact
    GROUP BY document_id
)
SELECT *, income_total - income_change AS income,
    expenditure_total - expenditure_change AS expenditure, total_q + change_q AS rounding
FROM one;
