-- claim: every number the narrative states, as the identities read it.
--
-- value    money in 分; percentages, scores and counts in hundredths, so that 79.28 % is 7928
-- quantum  the worth of the last printed decimal, on the same scale; 0 for counts and words
-- of_year  whether it speaks of the document's own year
-- place    metric, subject and line (or page) in Chinese
--
-- fact       the first claim of each metric and subject of the document's year with a decided value
-- disclosed  what a document says of a metric, in a statement cell or else in a claim
-- cell_claim a claim beside the statement cells it must equal; null where no such cell is printed
-- rate       a percentage beside what it recomputes from; low and high are what rounding allows
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
-- num ÷ den in hundredths of a percent, rounded half up to a multiple of step, or cut off to it
CREATE MACRO percent(num, den, step) AS CASE WHEN den <> 0 THEN
    sign(num) * sign(den) * step * ((2 * abs(num)::HUGEINT * 10000 + abs(den)::HUGEINT * step)
        // (2 * abs(den)::HUGEINT * step)) END::BIGINT;
CREATE MACRO cut_percent(num, den, step) AS CASE WHEN den <> 0 THEN
    sign(num) * sign(den) * step * (abs(num)::HUGEINT * 10000
        // (abs(den)::HUGEINT * step)) END::BIGINT;
-- twice what rounding can do between a printed rate and the best one
CREATE MACRO allowed(printed, best, low, high) AS
    2 * greatest(0, if(printed >= best, high - best, best - low));
CREATE MACRO cut_off(printed, best, low, high, cut) AS
    if(printed = cut AND 2 * abs(printed - best) > allowed(printed, best, low, high),
        '（截尾而未四舍五入）', '');

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

-- label: what a coded row is called, without its code; the same few names stand in all documents
CREATE TABLE label AS
SELECT row_label, plain(regexp_replace(row_label, '^[\d ]+', '')) AS name
FROM (SELECT DISTINCT row_label FROM cell WHERE role IN ('class', 'group', 'item'))
WHERE row_label IS NOT NULL;

-- meant: the cells that metrics mean, in the keys of these documents; what none prints is left out
CREATE TABLE meant AS
SELECT metric, subject, n, TRY_CAST(statement AS statement_key) AS statement,
    TRY_CAST(side AS side_key) AS side, TRY_CAST(item AS item_key) AS item,
    TRY_CAST(measure AS measure_key) AS measure
FROM metric_cell
WHERE TRY_CAST(statement AS statement_key) IS NOT NULL
    AND (metric_cell.side IS NULL OR TRY_CAST(metric_cell.side AS side_key) IS NOT NULL);

-- spoken: a subject as the narrative says it, and the path of names that it is
CREATE TABLE spoken AS
SELECT subject, array_to_string(list_transform(string_split(subject, '/'), lambda s: plain(s)), '/')
    AS path
FROM (SELECT DISTINCT subject FROM claim);

-- subjects of the statements by name: 类/款/项, 类/项 or the name alone; one name, one code. Only of
-- statements in which a metric means a row by its name
CREATE TABLE named AS
WITH subject AS (
    SELECT DISTINCT document_id, statement, item AS code, name
    FROM cell JOIN label USING (row_label)
    WHERE role IN ('class', 'group', 'item')
        AND statement IN (SELECT statement FROM meant WHERE subject IS NULL)
),
path AS (
    SELECT s.document_id, s.statement, s.code, unnest([s.name, above.name || '/' || s.name,
        above.name || '/' || middle.name || '/' || s.name]) AS path
    FROM subject AS s
    LEFT JOIN subject AS above ON above.document_id = s.document_id
        AND above.statement = s.statement AND above.code = left(s.code, 3) AND s.code <> above.code
    LEFT JOIN subject AS middle ON middle.document_id = s.document_id
        AND middle.statement = s.statement AND middle.code = left(s.code, 5)
        AND length(s.code) = 7
)
SELECT document_id, statement, path, min(code) AS code
FROM path
WHERE path IS NOT NULL
GROUP BY document_id, statement, path
HAVING starts_with(max(code), min(code));  -- and so does every code between them

CREATE TABLE disclosed_cell AS
SELECT document_id, metric, subject, sum(value)::BIGINT AS value, sum(rounding)::BIGINT AS rounding,
    min(cell.statement::VARCHAR) AS statement,
    string_agg(DISTINCT concat_ws(' / ', row_label, column_label), '、'
        ORDER BY concat_ws(' / ', row_label, column_label)) AS cell_label,
    arg_min(ref, {'statement': cell.statement::VARCHAR, 'ref': ref}) AS ref
FROM meant JOIN cell ON cell.statement = meant.statement AND cell.item = meant.item
    AND cell.measure = meant.measure AND (meant.side IS NULL OR cell.side = meant.side)
WHERE subject IS NOT NULL
GROUP BY document_id, metric, subject
HAVING bool_or(n = '0');

CREATE TABLE cell_claim AS
WITH by_name AS (
    SELECT claim.document_id, claim.metric, claim.subject, cell.value, cell.rounding,
        cell.statement::VARCHAR AS statement,
        concat_ws(' / ', row_label, column_label) AS cell_label, cell.ref
    FROM (SELECT DISTINCT document_id, metric, subject FROM claim) AS claim
    JOIN meant ON meant.metric = claim.metric AND meant.subject IS NULL
    JOIN spoken ON spoken.subject = claim.subject
    JOIN named ON named.document_id = claim.document_id AND named.statement = meant.statement
        AND named.path = spoken.path
    JOIN cell ON cell.document_id = claim.document_id AND cell.statement = named.statement
        AND cell.item = named.code AND cell.measure = meant.measure
    QUALIFY count(*) OVER (PARTITION BY claim.document_id, claim.metric, claim.subject) = 1
),
target AS (
    SELECT DISTINCT metric, subject, statement FROM metric_cell WHERE n = '0'
)
SELECT claim.document_id, target.statement, claim.metric, claim.value AS printed,
    found.value AS recomputed, claim.quantum + found.rounding AS rounding,
    concat(claim.place, ' ↔ ', coalesce(found.cell_label, '报表'), '（表', found.statement, '，',
        standing(found.ref.page, found.ref.line), '）') AS place,
    [claim.ref, found.ref] AS cells
FROM claim
JOIN target ON target.metric = claim.metric AND coalesce(target.subject, claim.subject) = claim.subject
LEFT JOIN (FROM disclosed_cell UNION ALL BY NAME FROM by_name) AS found
    ON found.document_id = claim.document_id AND found.metric = claim.metric
    AND found.subject = claim.subject
WHERE of_year AND note IS NULL AND claim.value IS NOT NULL;

CREATE TABLE disclosed AS
SELECT document_id, metric, subject, value, rounding,
    concat(cell_label, '（表', statement, '，', standing(ref.page, ref.line), '）') AS place, ref
FROM disclosed_cell
UNION ALL BY NAME
SELECT document_id, metric, subject, value, quantum AS rounding, place, ref
FROM fact ANTI JOIN disclosed_cell USING (document_id, metric, subject);

CREATE TABLE rate AS
WITH pair AS (
    SELECT p.document_id, p.metric, kind, growth, p.value AS printed,
        greatest(1, p.quantum) AS step,
        num.value AS num, num.quantum AS num_q, den.value - if(growth, num.value, 0) AS den,
        den.quantum AS den_q, concat(p.place, ' ↔ ', num.place, ' ÷ ',
            if(growth, '（' || den.place || ' − 增减额）', den.place)) AS place,
        [p.ref, num.ref, den.ref] AS cells
    FROM fact AS p
    JOIN metric_ratio USING (metric)
    JOIN metric_name USING (metric)
    LEFT JOIN metric_previous ON metric_previous.metric = numerator
    LEFT JOIN fact AS num ON num.document_id = p.document_id AND num.metric = numerator
        AND num.subject = coalesce(of_subject, p.subject)
    LEFT JOIN fact AS den ON den.document_id = p.document_id
        AND den.metric = if(growth, previous, denominator)
        AND den.subject = coalesce(to_subject, p.subject)
    WHERE p.unit = '%' AND num.value IS NOT NULL AND den.value IS NOT NULL
    UNION ALL BY NAME
    SELECT p.document_id, p.metric, 'budgeted' AS kind, false AS growth, p.value AS printed,
        greatest(1, p.quantum) AS step, num.value AS num, num.quantum AS num_q,
        den.value AS den, den.rounding AS den_q,
        concat(p.place, ' ↔ ', num.place, ' ÷ ', den.place) AS place,
        [p.ref, num.ref, den.ref] AS cells
    FROM fact AS p
    JOIN fact AS num ON num.document_id = p.document_id AND num.subject = p.subject
        AND num.metric = 'three_public_amount'
    JOIN disclosed AS den ON den.document_id = p.document_id AND den.subject = p.subject
        AND den.metric = 'three_public_budget'
    WHERE p.metric = 'three_public_completion'
    UNION ALL BY NAME
    SELECT p.document_id, p.metric, kind, false AS growth, p.value AS printed,
        greatest(1, p.quantum) AS step, num.value AS num, num.quantum AS num_q,
        den.value AS den, den.quantum AS den_q,
        concat(p.place, ' ↔ ', num.place, ' ÷ ', den.place) AS place,
        [p.ref, num.ref, den.ref] AS cells
    FROM fact AS p
    JOIN metric_name USING (metric)
    JOIN fact AS num ON num.document_id = p.document_id AND num.subject = 'total'
        AND num.metric = 'procurement_micro_amount'
    JOIN fact AS den ON den.document_id = p.document_id AND den.subject = 'total'
        AND den.metric = if(p.subject = 'sme', 'procurement_sme_amount', 'procurement_amount')
    WHERE p.metric = 'procurement_micro_share'
),
corner AS (
    SELECT *, percent(num, den, step) AS best, cut_percent(num, den, step) AS cut,
        2 * num - num_q AS n0, 2 * num + num_q AS n1,
        2 * den - den_q AS d0, 2 * den + den_q AS d1, if(growth, num_q, 0) AS g
    FROM pair
)
SELECT document_id, metric, kind, printed, best, cells,
    least(percent(n0, d0 + g, step), percent(n0, d1 + g, step),
        percent(n1, d0 - g, step), percent(n1, d1 - g, step)) AS low,
    greatest(percent(n0, d0 + g, step), percent(n0, d1 + g, step),
        percent(n1, d0 - g, step), percent(n1, d1 - g, step)) AS high,
    place || cut_off(printed, best, low, high, cut) AS place
FROM corner;

-- initial: the budget behind a completion rate; a subject that spends 0 % of it had none
CREATE TABLE initial AS
SELECT rated.document_id, rated.metric, rated.subject, amount.value AS spent,
    amount.quantum AS spent_q, rated.place AS place, rated.ref AS ref,
    if(rated.value = 0, 0, round(amount.value * 10000.0 / rated.value))::BIGINT AS value,
    if(rated.value = 0, 0, ceil((amount.value + amount.quantum / 2) * 10000.0
        / (rated.value - rated.quantum / 2) - amount.value * 10000.0 / rated.value) * 2)::BIGINT
        AS rounding,
    CASE WHEN rated.metric = 'appropriation_completion' THEN rated.subject
        WHEN project.value = 0 THEN 'basic' WHEN basic.value = 0 THEN 'project' END AS nature
FROM fact AS rated
JOIN fact AS amount ON amount.document_id = rated.document_id
    AND (rated.metric = 'functional_completion' AND amount.metric = 'functional_amount'
            AND amount.subject = rated.subject
        OR rated.metric = 'appropriation_completion' AND rated.subject <> 'total'
            AND amount.metric = 'appropriation_nature_amount' AND amount.subject = rated.subject
        OR rated.metric = 'appropriation_completion' AND rated.subject = 'total'
            AND amount.metric = 'appropriation_expenditure')
LEFT JOIN spoken ON spoken.subject = rated.subject
LEFT JOIN named ON named.document_id = rated.document_id
    AND named.statement = 'general_budget_expenditure' AND named.path = spoken.path
LEFT JOIN cell AS basic ON basic.document_id = rated.document_id
    AND basic.statement = named.statement AND basic.item = named.code
    AND basic.measure = 'basic'
LEFT JOIN cell AS project ON project.document_id = rated.document_id
    AND project.statement = named.statement AND project.item = named.code
    AND project.measure = 'project'
WHERE rated.metric IN ('functional_completion', 'appropriation_completion');

-- budget_word: a completion rate beside the nearest one that the words after it leave room for;
-- null where nothing was spent, since then no budget is known. A rate printed as 100 % is taken as it
-- stands: that the budget was met.
CREATE TABLE budget_word AS
SELECT rated.document_id, if(spent.value <> 0, rated.value, NULL) AS printed,
    CASE sign(word.value) WHEN -1 THEN least(rated.value, 10000 - greatest(1, rated.quantum))
        WHEN 1 THEN greatest(rated.value, 10000 + greatest(1, rated.quantum))
        ELSE 10000 END::BIGINT AS recomputed,
    concat(rated.place, ' ↔ 同句所称“', CASE sign(word.value) WHEN -1 THEN '小于' WHEN 1 THEN '大于'
        ELSE '等于' END, '预算数”（', standing(word.ref.page, word.ref.line), '）所容的比率') AS place,
    [rated.ref, word.ref] AS cells
FROM fact AS word
JOIN fact AS rated ON rated.document_id = word.document_id AND rated.subject = word.subject
    AND word.metric = 'three_public_budget_word' AND rated.metric = 'three_public_completion'
JOIN fact AS spent ON spent.document_id = word.document_id AND spent.subject = word.subject
    AND spent.metric = 'three_public_amount';

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

-- initial_sum: the initial budget behind a completion rate beside those of the subjects under it;
-- complete where those subjects make up all that was spent
CREATE TABLE initial_sum AS
SELECT whole.document_id, whole.nature, min(whole.place) AS place,
    arg_min(whole.value, whole.place) AS whole, sum(part.value)::BIGINT AS parts,
    arg_min(whole.rounding, whole.place) + sum(part.rounding)::BIGINT AS rounding,
    2 * abs(sum(part.spent) - arg_min(whole.spent, whole.place))
        <= sum(part.spent_q) + arg_min(whole.spent_q, whole.place) AS complete,
    string_agg(placed(part.subject, part.ref.page, part.ref.line), '、'
        ORDER BY part.ref.page, part.ref.line, part.subject) AS places,
    list_prepend(arg_min(whole.ref, whole.place), list(part.ref ORDER BY part.ref)) AS cells
FROM initial AS whole JOIN initial AS part ON part.document_id = whole.document_id
    AND whole.metric = 'appropriation_completion' AND part.metric = 'functional_completion'
    AND whole.nature IN ('total', part.nature)
GROUP BY whole.document_id, whole.nature;
