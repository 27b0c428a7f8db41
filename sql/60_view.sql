-- Views: the facts with the names an analyst reads, one row a fact.
-- scope stays a column of each: a department's rows hold those of its units.

CREATE MACRO wan_yuan(yuan) AS CAST(yuan * 0.0001 AS DECIMAL(20, 2));

COMMENT ON MACRO wan_yuan IS 'An amount of 元 in 万元, rounded to the two decimals in which accounts are published';

CREATE VIEW body AS
SELECT
    d.department_id,
    d.fiscal_year,
    coalesce(v.province, v.name) AS province,
    v.city,
    v.county,
    d.organisation               AS department,
    d.scope
FROM dim_department AS d
LEFT JOIN dim_division AS v
    ON v.fiscal_year = d.fiscal_year AND v.division_code = d.division_code;

COMMENT ON VIEW   body               IS 'Bodies by year with the names of their place';
COMMENT ON COLUMN body.department_id IS 'Key of the body, as in the facts';
COMMENT ON COLUMN body.fiscal_year   IS 'Fiscal year, as in the facts';
COMMENT ON COLUMN body.province      IS 'Name of its province; 中央 for central bodies';
COMMENT ON COLUMN body.city          IS 'Name of its city';
COMMENT ON COLUMN body.county        IS 'Name of its county';
COMMENT ON COLUMN body.department    IS 'Name as printed in that year';
COMMENT ON COLUMN body.scope         IS '部门: a department with its units; 单位: one unit';

CREATE VIEW functional_subject AS
SELECT
    leaf.fiscal_year,
    leaf.subject_code,
    leaf.level,
    leaf.name,
    left(leaf.subject_code, 3) AS class_code,
    class.name                 AS class
FROM dim_functional_subject AS leaf
LEFT JOIN dim_functional_subject AS class
    ON class.fiscal_year = leaf.fiscal_year
    AND class.subject_code = left(leaf.subject_code, 3);

COMMENT ON VIEW   functional_subject              IS 'Functional subjects by year with the 类 each belongs to';
COMMENT ON COLUMN functional_subject.fiscal_year  IS 'Fiscal year';
COMMENT ON COLUMN functional_subject.subject_code IS 'Code, as in the facts';
COMMENT ON COLUMN functional_subject.level        IS '类, 款 or 项';
COMMENT ON COLUMN functional_subject.name         IS 'Name of the code in that year';
COMMENT ON COLUMN functional_subject.class_code   IS 'Code of its 类';
COMMENT ON COLUMN functional_subject.class        IS 'Name of its 类';

CREATE VIEW expenditure AS
SELECT
    f.fiscal_year,
    b.province,
    b.city,
    b.county,
    b.department,
    b.scope,
    s.class_code,
    s.class,
    f.subject_code,
    s.name AS subject,
    f.fund,
    f.nature,
    f.amount_yuan,
    f.derived,
    f.document_id
FROM fact_expenditure AS f
LEFT JOIN body AS b USING (department_id, fiscal_year)
LEFT JOIN functional_subject AS s USING (fiscal_year, subject_code);

COMMENT ON VIEW   expenditure              IS 'fact_expenditure with names';
COMMENT ON COLUMN expenditure.fiscal_year  IS 'Fiscal year';
COMMENT ON COLUMN expenditure.province     IS 'Name of the province; 中央 for central bodies';
COMMENT ON COLUMN expenditure.city         IS 'Name of the city';
COMMENT ON COLUMN expenditure.county       IS 'Name of the county';
COMMENT ON COLUMN expenditure.department   IS 'Name of the body as printed';
COMMENT ON COLUMN expenditure.scope        IS '部门 or 单位; never add the one to the other';
COMMENT ON COLUMN expenditure.class_code   IS 'Code of the 类';
COMMENT ON COLUMN expenditure.class        IS 'Name of the 类';
COMMENT ON COLUMN expenditure.subject_code IS 'Code of the leaf subject';
COMMENT ON COLUMN expenditure.subject      IS 'Name of the leaf subject';
COMMENT ON COLUMN expenditure.fund         IS 'Where the money is from';
COMMENT ON COLUMN expenditure.nature       IS '基本, 项目 …';
COMMENT ON COLUMN expenditure.amount_yuan  IS 'Amount in 元';
COMMENT ON COLUMN expenditure.derived      IS 'Whether it is a difference of printed amounts';
COMMENT ON COLUMN expenditure.document_id  IS 'The document, as in disclosure';

CREATE VIEW three_public AS
SELECT
    f.fiscal_year,
    b.province,
    b.city,
    b.county,
    b.department,
    b.scope,
    f.item,
    i.name     AS item_name,
    i.position AS item_position,
    f.kind,
    f.basis,
    f.amount_yuan,
    f.document_id
FROM fact_three_public AS f
LEFT JOIN body AS b USING (department_id, fiscal_year)
LEFT JOIN dim_three_public_item AS i USING (item);

COMMENT ON VIEW   three_public               IS 'fact_three_public with names';
COMMENT ON COLUMN three_public.fiscal_year   IS 'Fiscal year';
COMMENT ON COLUMN three_public.province      IS 'Name of the province; 中央 for central bodies';
COMMENT ON COLUMN three_public.city          IS 'Name of the city';
COMMENT ON COLUMN three_public.county        IS 'Name of the county';
COMMENT ON COLUMN three_public.department    IS 'Name of the body as printed';
COMMENT ON COLUMN three_public.scope         IS '部门 or 单位; never add the one to the other';
COMMENT ON COLUMN three_public.item          IS 'Canonical name of the item';
COMMENT ON COLUMN three_public.item_name     IS 'Its name in Chinese';
COMMENT ON COLUMN three_public.item_position IS 'Order in which to show it';
COMMENT ON COLUMN three_public.kind          IS '预算 or 决算';
COMMENT ON COLUMN three_public.basis         IS 'What 预算 means: 年初 or 全年';
COMMENT ON COLUMN three_public.amount_yuan   IS 'Amount in 元';
COMMENT ON COLUMN three_public.document_id   IS 'The document, as in disclosure';

CREATE VIEW fact_cell AS
WITH fact AS (
    SELECT 'fact_income' AS fact, document_id, concat_ws(' ', subject_code, fund) AS key, unnest(sources) AS cell
    FROM fact_income
    UNION ALL
    SELECT 'fact_expenditure', document_id, concat_ws(' ', subject_code, fund, nature), unnest(sources)
    FROM fact_expenditure
    UNION ALL
    SELECT 'fact_basic_expenditure', document_id, subject_code, unnest(sources)
    FROM fact_basic_expenditure
    UNION ALL
    SELECT 'fact_three_public', document_id, concat_ws(' ', item, kind), unnest(sources)
    FROM fact_three_public
    UNION ALL
    SELECT 'fact_balance', document_id, fund, unnest(sources)
    FROM fact_balance
)
SELECT
    fact,
    document_id,
    key,
    cell.statement AS statement,
    cell.page      AS page,
    cell.line      AS line,
    cell.table_no  AS table_no,
    cell.row_no    AS row_no,
    cell.col_no    AS col_no
FROM fact;

COMMENT ON VIEW   fact_cell             IS 'One row a fact and printed cell it comes from; join printed_amount on document_id, table_no, row_no, col_no';
COMMENT ON COLUMN fact_cell.fact        IS 'Table of the fact';
COMMENT ON COLUMN fact_cell.document_id IS 'The document, as in disclosure';
COMMENT ON COLUMN fact_cell.key         IS 'What else tells the fact apart: subject, fund, nature, item, kind';
COMMENT ON COLUMN fact_cell.statement   IS 'Statement of the cell';
COMMENT ON COLUMN fact_cell.page        IS 'Page (PDF)';
COMMENT ON COLUMN fact_cell.line        IS 'Line (text)';
COMMENT ON COLUMN fact_cell.table_no    IS 'Table of the document';
COMMENT ON COLUMN fact_cell.row_no      IS 'Row of that table';
COMMENT ON COLUMN fact_cell.col_no      IS 'Column of that table';
