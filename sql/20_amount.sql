-- What is printed in the statements, cell by cell: totals included, blank cells left out.

CREATE TABLE printed_amount (
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
    scope          VARCHAR
);

INSERT INTO printed_amount BY NAME FROM star('printed_amount');

COMMENT ON TABLE  printed_amount               IS 'Every non-blank amount printed in a statement of a published document, totals included; sums of leaves are what the facts are for';
COMMENT ON COLUMN printed_amount.document_id   IS 'The document, as in disclosure';
COMMENT ON COLUMN printed_amount.fiscal_year   IS 'Fiscal year of the document';
COMMENT ON COLUMN printed_amount.division_code IS 'Administrative division of the body, as in disclosure';
COMMENT ON COLUMN printed_amount.department    IS 'Name of the body as printed';
COMMENT ON COLUMN printed_amount.statement     IS 'Statement, recognised by title and columns: summary, income, expenditure, appropriation_summary, general_budget_expenditure, basic_expenditure, three_public, government_fund or state_capital';
COMMENT ON COLUMN printed_amount.printed_no    IS 'Number of the statement as printed, e.g. 公开07表';
COMMENT ON COLUMN printed_amount.side          IS '收入 or 支出 in two-sided statements, 人员经费 or 公用经费 in basic_expenditure';
COMMENT ON COLUMN printed_amount.line_no       IS '行次 as printed; it has misprints';
COMMENT ON COLUMN printed_amount.subject_code  IS 'Code of the functional or economic classification as printed';
COMMENT ON COLUMN printed_amount.label         IS 'Row label as printed, white space and markup removed; not a key';
COMMENT ON COLUMN printed_amount.column_label  IS 'Lowest header of the column as printed, e.g. 基本支出';
COMMENT ON COLUMN printed_amount.measure       IS 'Canonical name of the column, e.g. basic, project, budget, actual';
COMMENT ON COLUMN printed_amount.printed       IS 'The amount as printed';
COMMENT ON COLUMN printed_amount.unit          IS 'Unit of the statement as printed: 万元 or 元';
COMMENT ON COLUMN printed_amount.amount_yuan   IS 'The amount in 元, exact; null where a dash is printed';
COMMENT ON COLUMN printed_amount.page          IS 'Page (PDF)';
COMMENT ON COLUMN printed_amount.line          IS 'Line (text)';
COMMENT ON COLUMN printed_amount.table_no      IS 'Table of the document, from 1';
COMMENT ON COLUMN printed_amount.row_no        IS 'Row of that table, from 1';
COMMENT ON COLUMN printed_amount.col_no        IS 'Column of that table, from 1';
COMMENT ON COLUMN printed_amount.x0            IS 'Left edge of the cell on its page, in points (PDF)';
COMMENT ON COLUMN printed_amount.y0            IS 'Top edge of the cell on its page, in points from the top (PDF)';
COMMENT ON COLUMN printed_amount.x1            IS 'Right edge of the cell, in points (PDF)';
COMMENT ON COLUMN printed_amount.y1            IS 'Bottom edge of the cell, in points from the top (PDF)';
COMMENT ON COLUMN printed_amount.item          IS 'Canonical name of the row: the code, or total, opening, closing, abroad …';
COMMENT ON COLUMN printed_amount.role          IS 'class | group | item | line | total | grand_total | balance | of_which (其中, never an addend)';
COMMENT ON COLUMN printed_amount.state         IS 'amount, or dash where — is printed; blank cells are no rows here';
COMMENT ON COLUMN printed_amount.quantum_yuan  IS 'What the last printed decimal of the statement is worth, in 元';
COMMENT ON COLUMN printed_amount.scope         IS '部门 or 单位 of the document; never add the one to the other';

CREATE TABLE quarantined_amount (
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
    scope          VARCHAR
);

INSERT INTO quarantined_amount BY NAME FROM star('quarantined_amount');

COMMENT ON TABLE  quarantined_amount               IS 'The same columns for documents that the gate holds back: read, kept, explained in disclosure.reason, and never in the facts';
COMMENT ON COLUMN quarantined_amount.document_id   IS 'The document, as in disclosure';
COMMENT ON COLUMN quarantined_amount.fiscal_year   IS 'Fiscal year of the document';
COMMENT ON COLUMN quarantined_amount.division_code IS 'Administrative division of the body, as in disclosure';
COMMENT ON COLUMN quarantined_amount.department    IS 'Name of the body as printed';
COMMENT ON COLUMN quarantined_amount.statement     IS 'Statement, recognised by title and columns: summary, income, expenditure, appropriation_summary, general_budget_expenditure, basic_expenditure, three_public, government_fund or state_capital';
COMMENT ON COLUMN quarantined_amount.printed_no    IS 'Number of the statement as printed, e.g. 公开07表';
COMMENT ON COLUMN quarantined_amount.side          IS '收入 or 支出 in two-sided statements, 人员经费 or 公用经费 in basic_expenditure';
COMMENT ON COLUMN quarantined_amount.line_no       IS '行次 as printed; it has misprints';
COMMENT ON COLUMN quarantined_amount.subject_code  IS 'Code of the functional or economic classification as printed';
COMMENT ON COLUMN quarantined_amount.label         IS 'Row label as printed, white space and markup removed; not a key';
COMMENT ON COLUMN quarantined_amount.column_label  IS 'Lowest header of the column as printed, e.g. 基本支出';
COMMENT ON COLUMN quarantined_amount.measure       IS 'Canonical name of the column, e.g. basic, project, budget, actual';
COMMENT ON COLUMN quarantined_amount.printed       IS 'The amount as printed';
COMMENT ON COLUMN quarantined_amount.unit          IS 'Unit of the statement as printed: 万元 or 元';
COMMENT ON COLUMN quarantined_amount.amount_yuan   IS 'The amount in 元, exact; null where a dash is printed';
COMMENT ON COLUMN quarantined_amount.page          IS 'Page (PDF)';
COMMENT ON COLUMN quarantined_amount.line          IS 'Line (text)';
COMMENT ON COLUMN quarantined_amount.table_no      IS 'Table of the document, from 1';
COMMENT ON COLUMN quarantined_amount.row_no        IS 'Row of that table, from 1';
COMMENT ON COLUMN quarantined_amount.col_no        IS 'Column of that table, from 1';
COMMENT ON COLUMN quarantined_amount.x0            IS 'Left edge of the cell on its page, in points (PDF)';
COMMENT ON COLUMN quarantined_amount.y0            IS 'Top edge of the cell on its page, in points from the top (PDF)';
COMMENT ON COLUMN quarantined_amount.x1            IS 'Right edge of the cell, in points (PDF)';
COMMENT ON COLUMN quarantined_amount.y1            IS 'Bottom edge of the cell, in points from the top (PDF)';
COMMENT ON COLUMN quarantined_amount.item          IS 'Canonical name of the row: the code, or total, opening, closing, abroad …';
COMMENT ON COLUMN quarantined_amount.role          IS 'class | group | item | line | total | grand_total | balance | of_which (其中, never an addend)';
COMMENT ON COLUMN quarantined_amount.state         IS 'amount, or dash where — is printed; blank cells are no rows here';
COMMENT ON COLUMN quarantined_amount.quantum_yuan  IS 'What the last printed decimal of the statement is worth, in 元';
COMMENT ON COLUMN quarantined_amount.scope         IS '部门 or 单位 of the document; never add the one to the other';
