-- Versions: what a body published before it corrected its accounts, and what the correction changed.

CREATE TABLE superseded_amount (
    document_id    VARCHAR NOT NULL,
    fiscal_year    INTEGER,
    division_code  VARCHAR,
    department     VARCHAR,
    statement      VARCHAR NOT NULL,
    printed_no     VARCHAR,
    side           VARCHAR,
    line_no        VARCHAR,
    subject_code   VARCHAR,
    label          VARCHAR,
    column_label   VARCHAR,
    measure        VARCHAR,
    printed        VARCHAR,
    unit           VARCHAR,
    amount_yuan    DECIMAL(20, 2),
    page           INTEGER,
    line           INTEGER,
    table_no       INTEGER,
    row_no         INTEGER,
    col_no         INTEGER,
    x0             DOUBLE,
    y0             DOUBLE,
    x1             DOUBLE,
    y1             DOUBLE,
    item           VARCHAR,
    role           VARCHAR,
    state          VARCHAR,
    quantum_yuan   DECIMAL(20, 2),
    scope          VARCHAR,
    corrected_yuan DECIMAL(20, 2)
);

INSERT INTO superseded_amount BY NAME FROM star('superseded_amount');

COMMENT ON TABLE  superseded_amount               IS 'The same columns for older versions of a disclosure: accepted once, replaced by a corrected one since; amount_as_of() reads them';
COMMENT ON COLUMN superseded_amount.document_id   IS 'The document, as in disclosure';
COMMENT ON COLUMN superseded_amount.fiscal_year   IS 'Fiscal year of the document';
COMMENT ON COLUMN superseded_amount.division_code IS 'Administrative division of the body, as in disclosure';
COMMENT ON COLUMN superseded_amount.department    IS 'Name of the body as printed';
COMMENT ON COLUMN superseded_amount.statement     IS 'Statement, recognised by title and columns: summary, income, expenditure, appropriation_summary, general_budget_expenditure, basic_expenditure, three_public, government_fund or state_capital';
COMMENT ON COLUMN superseded_amount.printed_no    IS 'Number of the statement as printed, e.g. 公开07表';
COMMENT ON COLUMN superseded_amount.side          IS '收入 or 支出 in two-sided statements, 人员经费 or 公用经费 in basic_expenditure';
COMMENT ON COLUMN superseded_amount.line_no       IS '行次 as printed; it has misprints';
COMMENT ON COLUMN superseded_amount.subject_code  IS 'Code of the functional or economic classification as printed';
COMMENT ON COLUMN superseded_amount.label         IS 'Row label as printed, white space and markup removed; not a key';
COMMENT ON COLUMN superseded_amount.column_label  IS 'Lowest header of the column as printed, e.g. 基本支出';
COMMENT ON COLUMN superseded_amount.measure       IS 'Canonical name of the column, e.g. basic, project, budget, actual';
COMMENT ON COLUMN superseded_amount.printed       IS 'The amount as printed';
COMMENT ON COLUMN superseded_amount.unit          IS 'Unit of the statement as printed: 万元 or 元';
COMMENT ON COLUMN superseded_amount.amount_yuan   IS 'The amount in 元, exact; null where a dash is printed';
COMMENT ON COLUMN superseded_amount.page          IS 'Page (PDF)';
COMMENT ON COLUMN superseded_amount.line          IS 'Line (text)';
COMMENT ON COLUMN superseded_amount.table_no      IS 'Table of the document, from 1';
COMMENT ON COLUMN superseded_amount.row_no        IS 'Row of that table, from 1';
COMMENT ON COLUMN superseded_amount.col_no        IS 'Column of that table, from 1';
COMMENT ON COLUMN superseded_amount.x0            IS 'Left edge of the cell on its page, in points (PDF)';
COMMENT ON COLUMN superseded_amount.y0            IS 'Top edge of the cell on its page, in points from the top (PDF)';
COMMENT ON COLUMN superseded_amount.x1            IS 'Right edge of the cell, in points (PDF)';
COMMENT ON COLUMN superseded_amount.y1            IS 'Bottom edge of the cell, in points from the top (PDF)';
COMMENT ON COLUMN superseded_amount.item          IS 'Canonical name of the row: the code, or total, opening, closing, abroad …';
COMMENT ON COLUMN superseded_amount.role          IS 'class | group | item | line | total | grand_total | balance | of_which (其中, never an addend)';
COMMENT ON COLUMN superseded_amount.state         IS 'amount, or dash where — is printed; blank cells are no rows here';
COMMENT ON COLUMN superseded_amount.quantum_yuan  IS 'What the last printed decimal of the statement is worth, in 元';
COMMENT ON COLUMN superseded_amount.scope         IS '部门 or 单位 of the document; never add the one to the other';
COMMENT ON COLUMN superseded_amount.corrected_yuan IS 'The amount that is taken instead, in 元, as the table correction says; null where the print stands';

CREATE VIEW changed_amount AS
WITH version AS (
    SELECT new.document_id, new.version, new.valid_from AS changed_at, new.fiscal_year,
        new.division_code, new.department, new.scope, old.document_id AS replaced_id
    FROM dim_disclosure AS old
    JOIN dim_disclosure AS new
        ON new.department_id = old.department_id AND new.fiscal_year = old.fiscal_year
        AND new.version = old.version + 1
),
amount AS (
    SELECT document_id, statement, side, item, measure, role, subject_code, label, column_label,
        amount_yuan, page, line,
        row_number() OVER (
            PARTITION BY document_id, statement, side, item, measure
            ORDER BY table_no, row_no, col_no
        ) AS occurrence
    FROM (FROM printed_amount UNION ALL BY NAME FROM superseded_amount)
    WHERE state = 'amount' AND document_id IN (
        SELECT document_id FROM version UNION ALL SELECT replaced_id FROM version)
),
before AS (
    SELECT version.document_id AS new_id, amount.*
    FROM version JOIN amount ON amount.document_id = replaced_id
),
after AS (
    SELECT version.document_id AS new_id, amount.*
    FROM version JOIN amount USING (document_id)
),
pair AS (
    SELECT coalesce(after.new_id, before.new_id)         AS document_id,
        coalesce(after.statement, before.statement)       AS statement,
        coalesce(after.side, before.side)                 AS side,
        coalesce(after.item, before.item)                 AS item,
        coalesce(after.measure, before.measure)           AS measure,
        coalesce(after.role, before.role)                 AS role,
        coalesce(after.subject_code, before.subject_code) AS subject_code,
        coalesce(after.label, before.label)               AS label,
        coalesce(after.column_label, before.column_label) AS column_label,
        before.amount_yuan AS before_yuan, after.amount_yuan AS after_yuan,
        before.page AS before_page, before.line AS before_line,
        after.page AS after_page, after.line AS after_line
    FROM before
    FULL JOIN after
        ON after.new_id = before.new_id AND after.statement = before.statement
        AND after.side IS NOT DISTINCT FROM before.side
        AND after.item = before.item AND after.measure = before.measure
        AND after.occurrence = before.occurrence
)
SELECT pair.document_id, version.replaced_id, version.version, version.changed_at,
    version.fiscal_year, version.division_code, version.department, version.scope,
    pair.statement, pair.side, pair.subject_code, pair.label, pair.column_label, pair.item,
    pair.measure, pair.role,
    CASE WHEN before_yuan IS NULL THEN 'added' WHEN after_yuan IS NULL THEN 'removed'
        ELSE 'changed' END AS change,
    before_yuan, after_yuan,
    coalesce(after_yuan, 0) - coalesce(before_yuan, 0) AS difference_yuan,
    before_page, before_line, after_page, after_line
FROM pair
JOIN version USING (document_id)
WHERE before_yuan IS DISTINCT FROM after_yuan
ORDER BY pair.document_id, pair.statement, pair.side, pair.item, pair.measure;

COMMENT ON VIEW   changed_amount                 IS 'One row a printed amount in which two successive versions of a disclosure differ';
COMMENT ON COLUMN changed_amount.document_id     IS 'The newer version, as in disclosure';
COMMENT ON COLUMN changed_amount.replaced_id     IS 'The version before it';
COMMENT ON COLUMN changed_amount.version         IS 'Number of the newer version';
COMMENT ON COLUMN changed_amount.changed_at      IS 'When the newer version was first seen (UTC)';
COMMENT ON COLUMN changed_amount.fiscal_year     IS 'Fiscal year of both';
COMMENT ON COLUMN changed_amount.division_code   IS 'Administrative division of the body';
COMMENT ON COLUMN changed_amount.department      IS 'Name of the body as the newer version prints it';
COMMENT ON COLUMN changed_amount.scope           IS '部门 or 单位';
COMMENT ON COLUMN changed_amount.statement       IS 'Statement';
COMMENT ON COLUMN changed_amount.side            IS '收入 or 支出, 人员经费 or 公用经费, where a statement has sides';
COMMENT ON COLUMN changed_amount.subject_code    IS 'Code as printed';
COMMENT ON COLUMN changed_amount.label           IS 'Row label as printed';
COMMENT ON COLUMN changed_amount.column_label    IS 'Lowest header of the column as printed';
COMMENT ON COLUMN changed_amount.item            IS 'Canonical name of the row';
COMMENT ON COLUMN changed_amount.measure         IS 'Canonical name of the column';
COMMENT ON COLUMN changed_amount.role            IS 'class | group | item | line | total | grand_total | balance | of_which';
COMMENT ON COLUMN changed_amount.change          IS 'changed | added | removed; a blank cell or a dash is no amount';
COMMENT ON COLUMN changed_amount.before_yuan     IS 'Amount in the version before, in 元';
COMMENT ON COLUMN changed_amount.after_yuan      IS 'Amount in the newer version, in 元';
COMMENT ON COLUMN changed_amount.difference_yuan IS 'After minus before, in 元; a missing amount counts as zero';
COMMENT ON COLUMN changed_amount.before_page     IS 'Page in the version before (PDF)';
COMMENT ON COLUMN changed_amount.before_line     IS 'Line in the version before (text)';
COMMENT ON COLUMN changed_amount.after_page      IS 'Page in the newer version (PDF)';
COMMENT ON COLUMN changed_amount.after_line      IS 'Line in the newer version (text)';

CREATE MACRO amount_as_of(day) AS TABLE
    SELECT amount.*
    FROM (FROM printed_amount UNION ALL BY NAME FROM superseded_amount) AS amount
    JOIN dim_disclosure AS version USING (document_id)
    WHERE version.valid_from <= day AND (version.valid_to IS NULL OR version.valid_to > day);

COMMENT ON MACRO TABLE amount_as_of IS 'printed_amount as it stood at a time (UTC): SELECT * FROM amount_as_of(TIMESTAMP ''2024-10-01'')';
