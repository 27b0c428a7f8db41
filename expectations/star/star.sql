-- What the load door reads: the fact tables side by side, the subjects they refer to, the totals
-- that their statements print, and how far rounding can take them.
-- Where only what changed is looked at, every table shows rows of changed documents alone, save the
-- dimensions and disclosure, which are whole; changed holds the rows of disclosure that changed.

-- Facts of sentences and forms lead back by page or line, not by cells.
CREATE MACRO place(page, line) AS CASE WHEN coalesce(page, line) IS NULL THEN [] ELSE
    [{'statement': NULL::VARCHAR, 'page': page, 'line': line, 'table_no': NULL::INTEGER,
      'row_no': NULL::INTEGER, 'col_no': NULL::INTEGER}] END;

CREATE VIEW fact AS
SELECT 'fact_income' AS fact, document_id, fiscal_year, department_id, division_code,
    'functional' AS classification, subject_code, concat_ws(' ', subject_code, fund) AS grain,
    sources
FROM fact_income
UNION ALL
SELECT 'fact_expenditure', document_id, fiscal_year, department_id, division_code,
    'functional', subject_code, concat_ws(' ', subject_code, fund, nature), sources
FROM fact_expenditure
UNION ALL
SELECT 'fact_basic_expenditure', document_id, fiscal_year, department_id, division_code,
    'economic', subject_code, subject_code, sources
FROM fact_basic_expenditure
UNION ALL
SELECT 'fact_three_public', document_id, fiscal_year, department_id, division_code,
    NULL, NULL, concat_ws(' ', item, kind), sources
FROM fact_three_public
UNION ALL
SELECT 'fact_balance', document_id, fiscal_year, department_id, division_code,
    NULL, NULL, fund, sources
FROM fact_balance
UNION ALL
SELECT 'fact_narrative_claim', document_id, fiscal_year, department_id, division_code,
    NULL, NULL, concat_ws(' ', section, metric, subject, occurrence), place(page, line)
FROM fact_narrative_claim
UNION ALL
SELECT 'fact_performance_indicator', document_id, fiscal_year, department_id, division_code,
    NULL, NULL, concat_ws(' ', form, form_no, entity, position), place(page, line)
FROM fact_performance_indicator
UNION ALL
SELECT 'fact_performance_fund', document_id, fiscal_year, department_id, division_code,
    NULL, NULL, concat_ws(' ', form, form_no, entity, position), place(page, line)
FROM fact_performance_fund;

CREATE VIEW subject AS
SELECT 'functional' AS classification, fiscal_year, subject_code FROM dim_functional_subject
UNION ALL
SELECT 'economic', fiscal_year, subject_code FROM dim_economic_subject;

CREATE VIEW dimension AS
SELECT 'dim_disclosure' AS dimension, document_id AS key FROM dim_disclosure
UNION ALL
SELECT 'dim_department', concat_ws(' ', fiscal_year, department_id) FROM dim_department
UNION ALL
SELECT 'dim_division', concat_ws(' ', fiscal_year, division_code) FROM dim_division
UNION ALL
SELECT 'dim_fiscal_year', fiscal_year::VARCHAR FROM dim_fiscal_year
UNION ALL
SELECT 'dim_functional_subject', concat_ws(' ', fiscal_year, subject_code)
FROM dim_functional_subject
UNION ALL
SELECT 'dim_economic_subject', concat_ws(' ', fiscal_year, subject_code) FROM dim_economic_subject
UNION ALL
SELECT 'dim_fund', concat_ws(' ', fiscal_year, fund) FROM dim_fund
UNION ALL
SELECT 'dim_nature', concat_ws(' ', fiscal_year, nature) FROM dim_nature
UNION ALL
SELECT 'dim_three_public_item', concat_ws(' ', fiscal_year, item) FROM dim_three_public_item
UNION ALL
SELECT 'dim_indicator', concat_ws(' ', fiscal_year, indicator_id) FROM dim_indicator
UNION ALL
SELECT 'dim_project', concat_ws(' ', fiscal_year, project_id) FROM dim_project
UNION ALL
SELECT 'dim_metric', concat_ws(' ', fiscal_year, metric) FROM dim_metric
UNION ALL
SELECT 'dim_identity', concat_ws(' ', fiscal_year, identity) FROM dim_identity;

-- Which member of a small dimension a fact names: fund, nature, 三公 item.
CREATE VIEW fact_member AS
SELECT 'fact_income' AS fact, document_id, 'dim_fund' AS dimension,
    concat_ws(' ', fiscal_year, fund) AS key
FROM fact_income
UNION ALL
SELECT 'fact_expenditure', document_id, 'dim_fund', concat_ws(' ', fiscal_year, fund)
FROM fact_expenditure
UNION ALL
SELECT 'fact_expenditure', document_id, 'dim_nature', concat_ws(' ', fiscal_year, nature)
FROM fact_expenditure
UNION ALL
SELECT 'fact_three_public', document_id, 'dim_three_public_item', concat_ws(' ', fiscal_year, item)
FROM fact_three_public
UNION ALL
SELECT 'fact_balance', document_id, 'dim_fund', concat_ws(' ', fiscal_year, fund)
FROM fact_balance
UNION ALL
SELECT 'fact_narrative_claim', document_id, 'dim_metric', concat_ws(' ', fiscal_year, metric)
FROM fact_narrative_claim
UNION ALL
SELECT 'fact_narrative_claim', document_id, 'dim_project', concat_ws(' ', fiscal_year, project_id)
FROM fact_narrative_claim WHERE project_id IS NOT NULL
UNION ALL
SELECT 'fact_performance_fund', document_id, 'dim_project', concat_ws(' ', fiscal_year, project_id)
FROM fact_performance_fund WHERE project_id IS NOT NULL
UNION ALL
SELECT 'fact_performance_indicator', document_id, 'dim_indicator',
    concat_ws(' ', fiscal_year, indicator_id)
FROM fact_performance_indicator;

-- What the facts of a statement sum to, and how far rounding can take that. The cells of a fact may
-- each be off by half of their last decimal; what 03 holds beyond 05, 08 and 09 is no fact where it
-- is within the rounding of two cells, so a fact of 03 stands for three.
CREATE VIEW fact_sum AS
SELECT document_id, 'income' AS statement, '合计' AS label,
    sum(amount_yuan) AS amount_yuan, sum(quantum_yuan) AS quantum_yuan
FROM fact_income GROUP BY ALL
UNION ALL
SELECT document_id, 'expenditure', '合计', sum(amount_yuan), 3 * sum(quantum_yuan)
FROM fact_expenditure GROUP BY ALL
UNION ALL
SELECT document_id, CASE fund WHEN '一般公共预算' THEN 'general_budget_expenditure'
        WHEN '政府性基金' THEN 'government_fund' ELSE 'state_capital' END,
    '合计', sum(amount_yuan), sum(quantum_yuan)
FROM fact_expenditure
WHERE fund IN ('一般公共预算', '政府性基金', '国有资本经营') GROUP BY ALL
UNION ALL
SELECT document_id, 'basic_expenditure', '合计', sum(amount_yuan), sum(quantum_yuan)
FROM fact_basic_expenditure GROUP BY ALL
UNION ALL
SELECT document_id, 'three_public', kind, sum(amount_yuan), sum(quantum_yuan)
FROM fact_three_public GROUP BY ALL;

-- Statements of which a person has waived an identity: what they print need not add up.
CREATE VIEW waived AS
SELECT DISTINCT document_id,
    unnest(list_append(string_split(coalesce(dim_identity.statements, ''), ','),
        identity_result.statement)) AS statement
FROM identity_result LEFT JOIN dim_identity USING (identity, fiscal_year)
WHERE outcome = 'waived' AND identity_result.severity = 'critical';

-- The totals that statements print, or that were corrected, of those statements that print what facts are made of.
CREATE VIEW printed_total AS
SELECT document_id, statement,
    CASE measure WHEN 'budget' THEN '预算' WHEN 'actual' THEN '决算' ELSE '合计' END AS label,
    sum(coalesce(corrected_yuan, amount_yuan)) AS amount_yuan, sum(quantum_yuan) AS quantum_yuan
FROM printed_amount SEMI JOIN (
    SELECT document_id, statement FROM printed_amount
    WHERE role IN ('class', 'group', 'item') OR statement = 'three_public'
) AS detailed USING (document_id, statement)
ANTI JOIN waived USING (document_id, statement)
WHERE (state = 'amount' OR corrected_yuan IS NOT NULL) AND (
    item = 'total' AND measure = 'total' AND statement IN ('income', 'expenditure',
        'general_budget_expenditure', 'government_fund', 'state_capital')
    OR item = 'total' AND statement = 'three_public'
    OR item IN ('personnel_total', 'public_total') AND measure = 'amount'
        AND statement = 'basic_expenditure')
GROUP BY ALL;
