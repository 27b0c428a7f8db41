-- rate: a percentage of the narrative beside what it recomputes from; low and high are what rounding
-- allows. Rates of completion tell the budget behind them.
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
