-- form_fund, indicator, form_total: the printed texts of performance forms as exact numbers, money in
-- 分, rates, weights and scores in hundredths; null where a text holds no number.
-- A rate without % is a share of 1 up to 2 (0.59 is 59 %), else a percentage (98.5 is 98.5 %).
--
-- fund_rate  a money line beside the rate that recomputes from it, as `rate` of the narrative
-- form       one row a form, told by its number since two may name one project: its weights, scores
--            and money summed
-- project    a project of the narrative beside its form, by name; none where no form fits it alone
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

CREATE TABLE project AS
WITH told AS (
    SELECT DISTINCT document_id, subject, plain(subject) AS name
    FROM fact
    WHERE metric LIKE 'project\_%' ESCAPE '\' AND metric <> 'project_goal'
),
likeness AS (
    SELECT told.document_id, subject, form_no, if(contains(name, plain(entity))
            OR contains(plain(entity), name), 1.0,
        1 - levenshtein(name, plain(entity)) / greatest(strlen(name), strlen(plain(entity))))
            AS alike
    FROM told JOIN form ON form.document_id = told.document_id AND form = '项目自评'
),
best AS (
    SELECT *, max(alike) OVER s AS of_subject, max(alike) OVER f AS of_form
    FROM likeness
    WHERE alike >= 0.8
    WINDOW s AS (PARTITION BY document_id, subject), f AS (PARTITION BY document_id, form_no)
)
SELECT document_id, subject, form_no
FROM best
WHERE alike = of_subject AND alike = of_form
QUALIFY count(*) OVER (PARTITION BY document_id, subject) = 1
    AND count(*) OVER (PARTITION BY document_id, form_no) = 1;

-- project_claim: a project's claim beside the same number of its form
CREATE TABLE project_claim AS
SELECT fact.document_id, fact.metric, fact.value AS printed, [fact.ref, form.fund_ref] AS cells,
    concat(fact.place, ' ↔ ', if(fact.metric = 'project_score', form.place, form.fund_place))
        AS place,
    CASE fact.metric WHEN 'project_budget' THEN form.budget WHEN 'project_executed' THEN form.spent
        WHEN 'project_initial_budget' THEN form.initial
        WHEN 'project_score' THEN form.total ELSE form.rate END::BIGINT AS recomputed,
    coalesce(fact.quantum + CASE fact.metric WHEN 'project_budget' THEN form.budget_q
        WHEN 'project_initial_budget' THEN form.initial_q
        WHEN 'project_executed' THEN form.spent_q WHEN 'project_score' THEN -fact.quantum
        ELSE form.rate_step END, 0)::BIGINT AS rounding
FROM fact
LEFT JOIN project USING (document_id, subject)
LEFT JOIN form ON form.document_id = fact.document_id AND form.form_no = project.form_no
WHERE fact.metric IN ('project_budget', 'project_executed', 'project_score',
        'project_execution_rate', 'project_initial_budget')
    AND fact.document_id IN (SELECT document_id FROM form WHERE form.form = '项目自评');

-- form_sum: what the narrative says of all forms together beside their count, mean or sum; complete
-- where it says that there are as many as are printed
CREATE TABLE form_sum AS
WITH per AS (
    SELECT document_id, if(form = '项目自评', 'projects', 'units') AS scored, count(*) AS forms,
        arg_min(fund_ref, rank_of(fund_ref)) AS ref, string_agg(place, '、' ORDER BY place) AS places,
        string_agg(fund_place, '、' ORDER BY fund_place) AS fund_places,
        if(count(total) = count(*), sum(total), NULL) AS scores,
        if(count(budget) = count(*), sum(budget), NULL) AS budgets, sum(budget_q) AS budgets_q,
        coalesce(sum(initial), 0) AS initials, sum(initial_q) AS initials_q,
        if(count(head_initial) = count(*), sum(head_initial), NULL) AS heads,
        sum(head_q) AS heads_q
    FROM form
    WHERE form IN ('项目自评', '整体自评')
    GROUP BY ALL
)
SELECT per.*, said.metric, said.value AS said, said.quantum AS said_q, said.place,
    said.ref AS said_ref, coalesce(stated.value = 100 * forms, false) AS complete
FROM per
LEFT JOIN fact AS stated ON stated.document_id = per.document_id
    AND (scored = 'projects' AND stated.metric = 'performance_projects' AND stated.subject = 'total'
        OR scored = 'units' AND stated.metric = 'performance_units')
JOIN fact AS said ON said.document_id = per.document_id
    AND (said.metric = 'performance_average_score' AND said.subject = per.scored
        OR scored = 'projects' AND said.metric IN ('performance_projects',
            'performance_project_funds') AND said.subject = 'total'
        OR scored = 'units' AND said.metric IN ('performance_units', 'appropriation_budget_word')
        OR scored = 'projects' AND said.metric = 'appropriation_completion'
            AND said.subject = 'project'
        OR scored = 'units' AND said.metric = 'appropriation_completion'
            AND said.subject = 'total');

-- basic_line: the lines of basic expenditure in the forms of whole units beside the narrative
CREATE TABLE basic_line AS
SELECT form_fund.document_id, fact.subject, fact.value AS said, fact.quantum AS said_q,
    fact.place, fact.ref AS said_ref, sum(executed) AS executed, sum(executed_q) AS executed_q,
    count(DISTINCT form_no) AS forms,
    list(form_fund.ref) AS refs, string_agg(form_fund.place, '、' ORDER BY form_fund.line, form_fund.place) AS places
FROM form_fund JOIN fact ON fact.document_id = form_fund.document_id
    AND fact.metric = 'basic_amount'
    AND (fact.subject = 'total' OR fact.subject = 'personnel' AND item LIKE '%人员经费%'
        OR fact.subject = 'public' AND item LIKE '%公用经费%')
WHERE form = '整体自评' AND item LIKE '%基本支出%' AND executed IS NOT NULL
GROUP BY ALL;

-- form_rate: what a whole unit says of its own rates beside its money lines
CREATE TABLE form_rate AS
SELECT indicator.document_id, indicator.level3, indicator.rate AS printed, indicator.rate_step AS step,
    indicator.place AS said, form.fund_place AS counted, [indicator.ref, form.fund_ref] AS cells,
    form.* EXCLUDE (document_id, form_no, form, entity, place, cells, rate, rate_step)
FROM indicator JOIN form USING (document_id, form_no)
WHERE form.form = '整体自评' AND level3 IN ('预算执行率', '预算调整率') AND indicator.rate IS NOT NULL;

-- unit_change: how 三公 changed by the narrative, and the rates its units report
CREATE TABLE unit_change AS
WITH unit AS (
    SELECT document_id, count(*) AS units, min(least(rate, hundredths(actual))) AS low,
        max(greatest(rate, hundredths(actual))) AS high, list(ref) AS refs,
        string_agg(place, '、' ORDER BY line, place) AS places
    FROM indicator
    WHERE form = '整体自评' AND level3 LIKE '%三公%变动率' AND rate IS NOT NULL
    GROUP BY document_id
),
change AS (
    SELECT document_id, sum(value) FILTER (metric = 'three_public_change') AS change,
        count(*) FILTER (metric = 'three_public_change') AS parts,
        max(value) FILTER (metric = 'three_public_amount') AS total,
        arg_max(place, {'size': abs(value), 'place': place}) FILTER (metric = 'three_public_change') AS place,
        arg_max(ref, {'size': abs(value), 'place': place}) FILTER (metric = 'three_public_change') AS ref
    FROM fact
    WHERE metric = 'three_public_change' AND subject IN ('abroad', 'reception', 'vehicles')
        OR metric = 'three_public_amount' AND subject = 'total'
    GROUP BY document_id
)
SELECT unit.*, change.place, change.ref, if(parts = 3 AND units = said.value // 100,
    percent(change, total - change, 1), NULL) AS rate
FROM unit JOIN change USING (document_id)
LEFT JOIN fact AS said ON said.document_id = unit.document_id AND said.metric = 'performance_units';

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

-- form_initial: the initial budgets of all forms beside the one behind the completion rate
CREATE TABLE form_initial AS
SELECT form_sum.document_id, initial.subject AS metric, form_sum.* EXCLUDE (document_id, metric,
        place), initial.place, initial.value AS initial, initial.rounding
FROM form_sum JOIN initial ON initial.document_id = form_sum.document_id
    AND initial.metric = 'appropriation_completion'
    AND initial.subject = if(scored = 'units', 'total', 'project')
WHERE form_sum.metric = 'appropriation_completion';

-- subject_form: a functional subject that one project alone made up, told by its amount
CREATE TABLE subject_form AS
SELECT initial.document_id, initial.place, form.fund_place, form.initial AS printed,
    initial.value AS recomputed, initial.rounding + form.initial_q AS rounding,
    [initial.ref, form.fund_ref] AS cells
FROM initial JOIN form ON form.document_id = initial.document_id AND form.form = '项目自评'
    AND initial.metric = 'functional_completion' AND initial.nature = 'project'
    AND form.spent = initial.spent AND initial.spent > 0
QUALIFY count(*) OVER (PARTITION BY initial.document_id, initial.spent) = 1;

-- project_goal: a goal the narrative states beside that of the form, by project and indicator
CREATE TABLE project_goal AS
SELECT said.document_id, concat(said.place, ' ↔ ', indicator.place, '的指标值') AS place,
    (said.value * 100 // scale(said.unit))::BIGINT AS printed, indicator.target AS recomputed,
    [said.ref, indicator.ref] AS cells
FROM fact AS said
JOIN project ON project.document_id = said.document_id AND said.metric = 'project_goal'
    AND project.subject = regexp_replace(said.subject, '/[^/]*$', '')
JOIN indicator ON indicator.document_id = said.document_id
    AND indicator.form_no = project.form_no AND indicator.target IS NOT NULL
    AND plain(indicator.level3) = plain(regexp_extract(said.subject, '[^/]*$'))
QUALIFY count(*) OVER (PARTITION BY said.document_id, said.subject) = 1;

-- reason: the amounts that the reason of one indicator quotes; what was spent where no budget of the
-- year is quoted. A page holds several reasons: the sentence tells whose it is.
CREATE TABLE reason AS
SELECT claim.document_id, indicator.form_no, level3, min(claim.ref) AS ref,
    placed(subject || '·原因', min(claim.ref).page, min(claim.ref).line) AS place,
    max(value) FILTER (metric = 'reason_initial_budget') AS initial,
    max(quantum) FILTER (metric = 'reason_initial_budget') AS initial_q,
    coalesce(max(value) FILTER (metric = 'reason_budget'),
        max(value) FILTER (metric = 'reason_executed')) AS adjusted,
    coalesce(max(quantum) FILTER (metric = 'reason_budget'),
        max(quantum) FILTER (metric = 'reason_executed')) AS adjusted_q,
    max(value) FILTER (metric = 'reason_executed') AS executed,
    max(quantum) FILTER (metric = 'reason_executed') AS executed_q,
    coalesce(max(value) FILTER (metric = 'reason_budget'),
        max(value) FILTER (metric = 'reason_initial_budget')) AS allotted,
    max(value) FILTER (metric = 'reason_three_public' AND of_year) AS public,
    max(quantum) FILTER (metric = 'reason_three_public' AND of_year) AS public_q,
    max(value) FILTER (metric = 'reason_three_public' AND fiscal_year = year - 1) AS public_last,
    max(quantum) FILTER (metric = 'reason_three_public' AND fiscal_year = year - 1) AS last_q
FROM claim JOIN indicator ON indicator.document_id = claim.document_id
    AND indicator.entity = claim.subject AND indicator.ref = claim.ref
    AND contains(indicator.deviation, claim.sentence)
WHERE section = 'reason' AND value IS NOT NULL AND note IS NULL
GROUP BY claim.document_id, indicator.form_no, subject, level3;

-- reason_rate: a rate a unit reports beside the amounts its reasons quote. 调整率 may be told by the
-- reason of another indicator. A rate up to 2 without % is a share or a percentage: what lies nearer.
CREATE TABLE reason_rate AS
WITH pair AS (
    SELECT indicator.document_id, indicator.rate, rate_step, hundredths(actual) AS bare,
        greatest(1, 100 // pow(10, decimals(actual))::BIGINT)::BIGINT AS bare_step,
        indicator.level3 = '预算执行率' AS execution,
        indicator.level3 = '预算调整率' AS adjustment,
        indicator.place AS said, reason.place AS told, [indicator.ref, reason.ref] AS cells, reason.*
            EXCLUDE (document_id, level3, place, ref)
    FROM indicator JOIN reason USING (document_id, form_no)
    WHERE form = '整体自评' AND indicator.rate IS NOT NULL
        AND (indicator.level3 IN ('预算执行率', '预算调整率')
            OR indicator.level3 LIKE '%三公%变动率')
        AND (indicator.level3 = '预算调整率' OR reason.level3 = indicator.level3)
    QUALIFY row_number() OVER (PARTITION BY indicator.document_id, form_no, indicator.level3
        ORDER BY reason.initial IS NULL, reason.level3 <> indicator.level3, reason.level3) = 1
),
amount AS (
    SELECT *, CASE WHEN execution THEN executed WHEN adjustment THEN abs(adjusted - initial)
            ELSE public - public_last END AS num,
        CASE WHEN execution THEN executed_q WHEN adjustment THEN adjusted_q + initial_q
            ELSE public_q + last_q END AS num_q,
        CASE WHEN execution THEN allotted WHEN adjustment THEN initial ELSE public_last END AS den,
        CASE WHEN execution OR adjustment THEN initial_q ELSE last_q END AS den_q
    FROM pair
),
read AS (
    SELECT * REPLACE (if(nearer, bare, rate) AS rate, if(nearer, bare_step, rate_step) AS rate_step)
    FROM (SELECT *, coalesce(abs(bare - percent(num, den, 1)) < abs(rate - percent(num, den, 1)),
        false) AS nearer FROM amount)
),
corner AS (
    SELECT *, percent(num, den, rate_step) AS best, cut_percent(num, den, rate_step) AS cut,
        percent(2 * num - num_q, 2 * den + coalesce(den_q, 0), rate_step) AS low,
        percent(2 * num + num_q, 2 * den - coalesce(den_q, 0), rate_step) AS high
    FROM read
)
SELECT document_id, rate AS printed, best, low, high, cells,
    concat(said, ' ↔ ', told, '所述金额', cut_off(rate, best, low, high, cut)) AS place
FROM corner
WHERE num IS NOT NULL AND den IS NOT NULL;

-- reason_initial: the initial budget a reason quotes beside the one in the head of its form
CREATE TABLE reason_initial AS
SELECT reason.document_id, reason.place AS told, reason.initial AS said, reason.initial_q AS said_q,
    fund_place, head_initial, head_q, [reason.ref, fund_ref] AS cells
FROM reason JOIN form USING (document_id, form_no)
WHERE form.form = '整体自评' AND reason.initial IS NOT NULL;

-- balanced: what the text calls in balance with its budget, as a rate of the forms' initial budgets
CREATE TABLE balanced AS
SELECT form_sum.document_id, percent(spent.value, heads, 1) AS printed,
    concat(spent.place, ' ÷ ', fund_places, '的年初预算 ↔ 文中称与预算平衡', '（',
        standing(said_ref.page, said_ref.line), '）所容的比率') AS place,
    [said_ref, spent.ref, form_sum.ref] AS cells
FROM form_sum JOIN fact AS spent ON spent.document_id = form_sum.document_id
    AND spent.metric = 'appropriation_expenditure'
WHERE form_sum.metric = 'appropriation_budget_word' AND said = 0;
