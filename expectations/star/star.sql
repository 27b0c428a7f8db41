-- What the load door reads: the fact tables side by side, the subjects they refer to, the totals
-- that their statements print, and how far rounding can take the leaves of a statement.

CREATE VIEW fact AS
SELECT 'fact_income' AS fact, document_id, fiscal_year, 'functional' AS classification,
    subject_code, concat_ws(' ', subject_code, fund) AS grain, sources
FROM fact_income
UNION ALL
SELECT 'fact_expenditure', document_id, fiscal_year, 'functional', subject_code,
    concat_ws(' ', subject_code, fund, nature), sources
FROM fact_expenditure
UNION ALL
SELECT 'fact_basic_expenditure', document_id, fiscal_year, 'economic', subject_code,
    subject_code, sources
FROM fact_basic_expenditure
UNION ALL
SELECT 'fact_three_public', document_id, fiscal_year, NULL, NULL, concat_ws(' ', item, kind),
    sources
FROM fact_three_public
UNION ALL
SELECT 'fact_balance', document_id, fiscal_year, NULL, NULL, fund, sources
FROM fact_balance;

CREATE VIEW subject AS
SELECT 'functional' AS classification, fiscal_year, subject_code FROM dim_functional_subject
UNION ALL
SELECT 'economic', fiscal_year, subject_code FROM dim_economic_subject;

CREATE VIEW fact_sum AS
SELECT document_id, 'income' AS statement, sum(amount_yuan) AS amount_yuan
FROM fact_income GROUP BY ALL
UNION ALL
SELECT document_id, 'expenditure', sum(amount_yuan) FROM fact_expenditure GROUP BY ALL
UNION ALL
SELECT document_id, 'basic_expenditure', sum(amount_yuan) FROM fact_basic_expenditure GROUP BY ALL;

CREATE VIEW printed_total AS
SELECT document_id, statement, '合计' AS label, max(amount_yuan) AS amount_yuan,
    max(quantum_yuan) AS quantum_yuan
FROM printed_amount
WHERE statement IN ('income', 'expenditure') AND item = 'total' AND measure = 'total'
GROUP BY ALL
UNION ALL
SELECT document_id, statement, '人员经费合计与公用经费合计', sum(amount_yuan), sum(quantum_yuan)
FROM printed_amount
WHERE statement = 'basic_expenditure' AND item IN ('personnel_total', 'public_total')
GROUP BY ALL;

-- Facts take an expenditure from 05, 08 and 09, and from 03 what is beyond their rounding: every
-- leaf of all four may be off by half of its last decimal.
CREATE VIEW leaf_rounding AS
SELECT document_id,
    CASE WHEN statement IN ('general_budget_expenditure', 'government_fund', 'state_capital')
        THEN 'expenditure' ELSE statement END AS statement,
    sum(quantum_yuan) AS quantum_yuan
FROM printed_amount
WHERE role IN ('class', 'group', 'item') AND amount_yuan <> 0
GROUP BY ALL;
