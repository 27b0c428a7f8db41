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
    scope          VARCHAR,
    corrected_yuan DECIMAL(20, 2)
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
COMMENT ON COLUMN printed_amount.corrected_yuan IS 'The amount that is taken instead, in 元, as the table correction says; null where the print stands';

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
    scope          VARCHAR,
    corrected_yuan DECIMAL(20, 2),
    suspect_rank   INTEGER,
    proposed_yuan  DECIMAL(20, 2)
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
COMMENT ON COLUMN quarantined_amount.corrected_yuan IS 'The amount that is taken instead, in 元, as the table correction says; null where the print stands';
COMMENT ON COLUMN quarantined_amount.suspect_rank  IS 'Where the amount may be wrong: its first rank in suspect';
COMMENT ON COLUMN quarantined_amount.proposed_yuan IS 'The amount proposed there, in 元; never applied';

CREATE TABLE suspect (
    document_id       VARCHAR NOT NULL,
    rank              INTEGER NOT NULL,
    set_no            INTEGER,
    set_size          INTEGER,
    statement         VARCHAR,
    side              VARCHAR,
    item              VARCHAR,
    measure           VARCHAR,
    label             VARCHAR,
    column_label      VARCHAR,
    page              INTEGER,
    line              INTEGER,
    table_no          INTEGER,
    row_no            INTEGER,
    col_no            INTEGER,
    printed           VARCHAR,
    printed_yuan      DECIMAL(20, 2),
    proposed_yuan     DECIMAL(20, 2),
    window_low_yuan   DECIMAL(20, 2),
    window_high_yuan  DECIMAL(20, 2),
    misread           VARCHAR,
    mended            INTEGER,
    evidence          DECIMAL(10, 3),
    automatic         BOOLEAN,
    sentence_en       VARCHAR,
    sentence_zh       VARCHAR,
    fiscal_year       INTEGER
);

INSERT INTO suspect BY NAME FROM star('suspect');

COMMENT ON TABLE  suspect                  IS 'One row a cell that may be wrong in a document whose sums do not agree: the smallest sets of cells whose change makes every identity hold, the likeliest first; proposed, never applied';
COMMENT ON COLUMN suspect.document_id      IS 'The document, as in disclosure';
COMMENT ON COLUMN suspect.rank             IS 'Order within the document, from 1';
COMMENT ON COLUMN suspect.set_no           IS 'Set of cells that together explain everything, from 1; cells of one set change together, sets are alternatives';
COMMENT ON COLUMN suspect.set_size         IS 'Cells in that set';
COMMENT ON COLUMN suspect.statement        IS 'Statement of the cell, as in printed_amount';
COMMENT ON COLUMN suspect.side             IS '收入 or 支出, 人员经费 or 公用经费, as in printed_amount';
COMMENT ON COLUMN suspect.item             IS 'Canonical name of the row, as in printed_amount';
COMMENT ON COLUMN suspect.measure          IS 'Canonical name of the column, as in printed_amount';
COMMENT ON COLUMN suspect.label            IS 'Row label as printed';
COMMENT ON COLUMN suspect.column_label     IS 'Lowest header of the column as printed';
COMMENT ON COLUMN suspect.page             IS 'Page (PDF)';
COMMENT ON COLUMN suspect.line             IS 'Line (text)';
COMMENT ON COLUMN suspect.table_no         IS 'Table of the document, from 1';
COMMENT ON COLUMN suspect.row_no           IS 'Row of that table, from 1';
COMMENT ON COLUMN suspect.col_no           IS 'Column of that table, from 1';
COMMENT ON COLUMN suspect.printed          IS 'The amount as printed; empty where the cell is blank';
COMMENT ON COLUMN suspect.printed_yuan     IS 'The amount as printed, in 元; null where the cell is blank';
COMMENT ON COLUMN suspect.proposed_yuan    IS 'The likeliest amount that makes every identity hold, in 元; null where only a window can be told';
COMMENT ON COLUMN suspect.window_low_yuan  IS 'Smallest amount that makes every identity hold, in 元; null where the identities leave it open';
COMMENT ON COLUMN suspect.window_high_yuan IS 'Largest such amount, in 元';
COMMENT ON COLUMN suspect.misread          IS 'Slip that leads from the proposed amount to the printed one: digit, transposed, dropped, added, point, sign, blanked, moved, exchanged; null where none does';
COMMENT ON COLUMN suspect.mended           IS 'Violated equalities that the set mends: all of them';
COMMENT ON COLUMN suspect.evidence         IS 'Natural logarithm of the odds against the first set: 0 for the first, the lower the less likely';
COMMENT ON COLUMN suspect.automatic        IS 'Whether the strict rule for repairs holds: a clear lead, two independent equalities mended, one slip away from the print, one such amount only';
COMMENT ON COLUMN suspect.sentence_en      IS 'What is printed and what the sums ask for, for the whole set, in English';
COMMENT ON COLUMN suspect.sentence_zh      IS 'The same in Chinese';
COMMENT ON COLUMN suspect.fiscal_year      IS 'Fiscal year of the document';

UPDATE quarantined_amount AS a
SET suspect_rank = s.rank, proposed_yuan = s.proposed_yuan
FROM (
    SELECT document_id, statement, item, measure, page, line, table_no, row_no, col_no,
        min(rank) AS rank, arg_min(proposed_yuan, rank) AS proposed_yuan
    FROM suspect
    GROUP BY ALL
) AS s
WHERE a.document_id = s.document_id AND a.statement = s.statement AND a.item = s.item
    AND a.measure = s.measure
    AND (a.page, a.line, a.table_no, a.row_no, a.col_no)
        IS NOT DISTINCT FROM (s.page, s.line, s.table_no, s.row_no, s.col_no);
