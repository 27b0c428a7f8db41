-- form_fund, indicator, form_total: the printed texts of performance forms as exact numbers, money in
-- 分, rates, weights and scores in hundredths; null where a text holds no number.
-- A rate without % is a share of 1 up to 2 (0.59 is 59 %), else a percentage (98.5 is 98.5 %).
--
-- fund_rate  a money line beside the rate that recomputes from it, as `rate` of the narrative
-- form       one row a form, told by its number since two may name one project: its weights, scores
--            and money summed
CREATE MACRO number(printed) AS TRY_CAST(regexp_replace(printed, '[,，\s]', '', 'g')
    AS DECIMAL(20, 6));
CREATE MACRO hundredths(printed) AS round(number(printed) * 100)::BIGINT;
CREATE MACRO money(printed, unit) AS round(number(printed) * scale(unit))::BIGINT;
CREATE MACRO worth(printed, unit) AS
    if(number(printed) IS NULL, 0, scale(unit) // pow(10, decimals(printed))::BIGINT)::BIGINT;
CREATE MACRO rate_scale(printed) AS
    if(printed LIKE '%\%' ESCAPE '\' OR abs(number(printed)) > 2, 100, 10000);
CREATE MACRO rate_of(printed) AS
    round(number(rtrim(printed, '%')) * rate_scale(printed))::BIGINT;
CREATE MACRO rate_step(printed) AS greatest(1, rate_scale(printed)
    // pow(10, decimals(rtrim(printed, '%')))::BIGINT)::BIGINT;
CREATE MACRO is_whole(item) AS item LIKE '%整体支出情况%' OR item LIKE '年度资金总额%';

-- a PDF has pages and no lines, a text lines and no pages
CREATE MACRO rank_of(ref) AS coalesce(ref.page, 0) * 1000000 + coalesce(ref.line, 0);

CREATE TABLE form_fund AS
SELECT document_id::document_key AS document_id, form_no, form, entity, item,
    money(budget_initial, unit) AS initial, worth(budget_initial, unit) AS initial_q,
    money(budget, unit) AS budget, worth(budget, unit) AS budget_q,
    money(executed, unit) AS executed, worth(executed, unit) AS executed_q,
    money(forecast, unit) AS forecast, worth(forecast, unit) AS forecast_q,
    rate_of(forecast) AS forecast_rate,
    rate_of(rate) AS rate, rate_step(rate) AS rate_step, hundredths(weight) AS weight,
    number(weight) AS weight_exact, hundredths(score) AS score, decimals(score) AS score_decimals,
    list_filter([budget_initial, budget, executed], lambda t: t <> '' AND t NOT IN ('-', '—', '/'))
        AS texts,
    is_whole(item) AS whole, item LIKE '部门%年初预算%金额' AS head,
    page, line, concat(entity, '·', item) AS name,
    placed(concat(entity, '·', item), page, line) AS place, located(page, line) AS ref
FROM performance_fund;

CREATE TABLE indicator AS
SELECT document_id::document_key AS document_id, form_no, form, entity, level3, actual, unit, deviation,
    hundredths(rtrim(target, '%')) AS target,
    rate_of(actual) AS rate, rate_step(actual) AS rate_step,
    hundredths(weight) AS weight, hundredths(score) AS score, page, line,
    placed(concat(entity, '·', coalesce(level3, level2)), page, line) AS place,
    located(page, line) AS ref
FROM performance_indicator;

CREATE TABLE form_total AS
SELECT document_id::document_key AS document_id, form_no, form, entity, hundredths(total_weight) AS weight,
    hundredths(total_score) AS score, page, line,
    placed(concat(entity, '·总分'), page, line) AS place, located(page, line) AS ref
FROM performance_total;

-- 0 % on a line that is neither weighed nor scored is a filler of the form, and not tested
CREATE TABLE fund_rate AS
WITH corner AS (
    SELECT *, percent(executed, budget, rate_step) AS best,
        cut_percent(executed, budget, rate_step) AS cut,
        percent(2 * executed - executed_q, 2 * budget + budget_q, rate_step) AS low,
        percent(2 * executed + executed_q, 2 * budget - budget_q, rate_step) AS high
    FROM form_fund
    WHERE rate IS NOT NULL
)
SELECT document_id, if(rate = 0 AND weight IS NULL AND score IS NULL, NULL, rate) AS printed,
    best, low, high, [ref] AS cells,
    concat(place, '的执行率 ↔ 同一行的执行数 ÷ 预算数',
        cut_off(rate, best, low, high, cut)) AS place
FROM corner;

-- fund_score: a money line beside weight × rate, both as printed
CREATE TABLE fund_score AS
WITH corner AS (
    SELECT *, greatest(1, 100 // pow(10, score_decimals)::BIGINT) AS step, weight * rate AS exact
    FROM form_fund
    WHERE score IS NOT NULL AND weight IS NOT NULL AND rate IS NOT NULL
)
SELECT document_id, score AS printed, [ref] AS cells,
    round(exact / 10000 / step)::BIGINT * step AS best,
    round(weight * (rate - rate_step / 2) / 10000 / step)::BIGINT * step AS low,
    round(weight * (rate + rate_step / 2) / 10000 / step)::BIGINT * step AS high,
    floor(exact / 10000 / step)::BIGINT * step AS cut,
    concat(place, '的得分 ↔ 同一行的权重 × 执行率', cut_off(score, best, low, high, cut)) AS place
FROM corner;

-- fund_line: the whole money line of a form beside the lines under it, column by column
CREATE TABLE fund_line AS
WITH long AS (
    SELECT document_id, form_no, whole, place, ref, line, unnest(['年初预算数', '预算数', '执行数'])
            AS kind, unnest([initial, budget, executed]) AS value,
        unnest([initial_q, budget_q, executed_q]) AS quantum
    FROM form_fund
    WHERE NOT head AND form <> '整体自评'
)
SELECT document_id, concat(max(place) FILTER (whole), '的', kind) AS place,
    string_agg(place, ' + ' ORDER BY line, place) FILTER (NOT whole) AS parts_place,
    max(value) FILTER (whole) AS printed, sum(value) FILTER (NOT whole) AS recomputed,
    sum(quantum) AS rounding, list(ref) AS cells
FROM long
WHERE value IS NOT NULL
GROUP BY document_id, form_no, kind
HAVING count(*) FILTER (whole) = 1 AND bool_or(NOT whole);

-- a line of 项目自评 repeats its whole under 其中: one of them is weighed
CREATE TABLE form AS
WITH fund AS (
    SELECT document_id, form_no, form, entity, arg_min(ref, rank_of(ref)) AS ref,
        if(form LIKE '项目%', max(weight), sum(weight)) AS weight,
        if(form LIKE '项目%', max(score), sum(score)) AS score,
        bool_and(score IS NOT NULL OR weight IS NULL) AS scored,
        max(initial) FILTER (head) AS head_initial, max(initial_q) FILTER (head) AS head_q,
        sum(budget) FILTER (NOT head) AS allotted, sum(budget_q) FILTER (NOT head) AS allotted_q,
        sum(executed) FILTER (NOT head) AS executed,
        sum(executed_q) FILTER (NOT head) AS executed_q,
        max(initial) FILTER (NOT head) AS initial, max(initial_q) FILTER (NOT head) AS initial_q,
        max(budget) AS budget, max(budget_q) AS budget_q,
        max(executed) AS spent, max(executed_q) AS spent_q, max(rate) AS rate,
        max(rate_step) FILTER (rate IS NOT NULL) AS rate_step,
        bool_or(number_missing) AS odd
    FROM (SELECT *, len(texts) > (initial IS NOT NULL)::INT + (budget IS NOT NULL)::INT
        + (executed IS NOT NULL)::INT AS number_missing FROM form_fund)
    GROUP BY document_id, form_no, form, entity
),
mark AS (
    SELECT document_id, form_no, form, entity, arg_min(ref, rank_of(ref)) AS ref,
        sum(weight) AS weight, sum(score) AS score,
        bool_and(score IS NOT NULL OR weight IS NULL) AS scored
    FROM indicator
    GROUP BY ALL
),
key AS (
    SELECT document_id, form_no, form, entity FROM fund
    UNION SELECT document_id, form_no, form, entity FROM mark
    UNION SELECT document_id, form_no, form, entity FROM form_total
)
SELECT key.document_id, form_no, key.form, key.entity, mark.weight + fund.weight AS weights,
    if(mark.scored AND fund.scored, mark.score + fund.score, NULL) AS scores,
    form_total.score AS total, coalesce(form_total.place, key.entity) AS place,
    list_filter([form_total.ref, mark.ref, fund.ref], lambda r: r IS NOT NULL) AS cells,
    fund.ref AS fund_ref, fund.* EXCLUDE (document_id, form_no, form, entity, ref, weight, score, scored),
    placed(concat(key.entity, '·资金'), fund.ref.page, fund.ref.line) AS fund_place
FROM key
LEFT JOIN fund USING (document_id, form_no)
LEFT JOIN mark USING (document_id, form_no)
LEFT JOIN form_total USING (document_id, form_no);
