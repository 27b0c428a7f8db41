-- Keys: a build in which one is not unique fails, and nothing is published. They are checked here
-- rather than declared, since a file with a PRIMARY KEY written by DuckDB 2 opens in no 1.0 client
-- (1.1 and later open it), and its index is many times as large as the table.

CREATE TEMP MACRO check_key(name, rows, keys) AS
    CASE WHEN rows <> keys THEN error(name || ': its key is not unique') END;

SELECT check_key('disclosure', count(*), count(DISTINCT document_id)) FROM disclosure;

SELECT check_key('dim_disclosure', count(*), count(DISTINCT document_id)) FROM dim_disclosure;

SELECT check_key('dim_department', count(*), count(DISTINCT (department_id, fiscal_year)))
FROM dim_department;

SELECT check_key('dim_division', count(*), count(DISTINCT (fiscal_year, division_code)))
FROM dim_division;

SELECT check_key('dim_fiscal_year', count(*), count(DISTINCT fiscal_year)) FROM dim_fiscal_year;

SELECT check_key('dim_functional_subject', count(*), count(DISTINCT (fiscal_year, subject_code)))
FROM dim_functional_subject;

SELECT check_key('dim_economic_subject', count(*), count(DISTINCT (fiscal_year, subject_code)))
FROM dim_economic_subject;

SELECT check_key('dim_fund', count(*), count(DISTINCT fund)) FROM dim_fund;

SELECT check_key('dim_nature', count(*), count(DISTINCT nature)) FROM dim_nature;

SELECT check_key('dim_three_public_item', count(*), count(DISTINCT item))
FROM dim_three_public_item;

SELECT check_key('fact_income', count(*), count(DISTINCT (document_id, subject_code, fund)))
FROM fact_income;

SELECT check_key('fact_expenditure', count(*),
    count(DISTINCT (document_id, subject_code, fund, nature)))
FROM fact_expenditure;

SELECT check_key('fact_basic_expenditure', count(*), count(DISTINCT (document_id, subject_code)))
FROM fact_basic_expenditure;

SELECT check_key('fact_three_public', count(*), count(DISTINCT (document_id, item, kind)))
FROM fact_three_public;

SELECT check_key('fact_balance', count(*), count(DISTINCT (document_id, fund)))
FROM fact_balance;

SELECT check_key('dim_indicator', count(*), count(DISTINCT (fiscal_year, indicator_id)))
FROM dim_indicator;

SELECT check_key('dim_project', count(*), count(DISTINCT (fiscal_year, project_id)))
FROM dim_project;

SELECT check_key('dim_metric', count(*), count(DISTINCT metric)) FROM dim_metric;

SELECT check_key('dim_identity', count(*), count(DISTINCT (fiscal_year, identity)))
FROM dim_identity;

SELECT check_key('fact_narrative_claim', count(*),
    count(DISTINCT (document_id, section, metric, subject, occurrence)))
FROM fact_narrative_claim;

SELECT check_key('fact_performance_indicator', count(*),
    count(DISTINCT (document_id, form_no, position)))
FROM fact_performance_indicator;

SELECT check_key('fact_performance_fund', count(*),
    count(DISTINCT (document_id, form_no, position)))
FROM fact_performance_fund;
