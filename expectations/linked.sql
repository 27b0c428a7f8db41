-- What the narrative says of the performance forms as a whole, beside what they print.

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

-- form_initial: the initial budgets of all forms beside the one behind the completion rate
CREATE TABLE form_initial AS
SELECT form_sum.document_id, initial.subject AS metric, form_sum.* EXCLUDE (document_id, metric,
        place), initial.place, initial.value AS initial, initial.rounding
FROM form_sum JOIN initial ON initial.document_id = form_sum.document_id
    AND initial.metric = 'appropriation_completion'
    AND initial.subject = if(scored = 'units', 'total', 'project')
WHERE form_sum.metric = 'appropriation_completion';

-- balanced: what the text calls in balance with its budget, as a rate of the forms' initial budgets
CREATE TABLE balanced AS
SELECT form_sum.document_id, percent(spent.value, heads, 1) AS printed,
    concat(spent.place, ' ÷ ', fund_places, '的年初预算 ↔ 文中称与预算平衡', '（',
        standing(said_ref.page, said_ref.line), '）所容的比率') AS place,
    [said_ref, spent.ref, form_sum.ref] AS cells
FROM form_sum JOIN fact AS spent ON spent.document_id = form_sum.document_id
    AND spent.metric = 'appropriation_expenditure'
WHERE form_sum.metric = 'appropriation_budget_word' AND said = 0;
