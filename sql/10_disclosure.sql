-- What was handed in and what became of it.

CREATE TABLE disclosure (
    document_id        VARCHAR NOT NULL,
    path               VARCHAR NOT NULL,
    format             VARCHAR,
    sha256             VARCHAR,
    division_code      VARCHAR,
    division           VARCHAR,
    department         VARCHAR,
    unit_code          VARCHAR,
    scope              VARCHAR,
    fiscal_year        INTEGER,
    version            INTEGER,
    status             VARCHAR NOT NULL,
    reason             VARCHAR,
    statements_found   INTEGER,
    first_seen_at      TIMESTAMP,
    department_id      VARCHAR,
    body               VARCHAR,
    replaced_by        VARCHAR,
    reader             VARCHAR,
    pages              INTEGER,
    amounts            INTEGER,
    identities_tested  INTEGER,
    exact              INTEGER,
    rounding           INTEGER,
    violated           INTEGER,
    not_testable       INTEGER,
    erred              VARCHAR
);

INSERT INTO disclosure BY NAME FROM star('disclosure');

COMMENT ON TABLE  disclosure                   IS 'One row a document (部门决算公开) that lay in raw/, whatever became of it';
COMMENT ON COLUMN disclosure.document_id       IS 'Key of the document: the first 16 hex digits of its sha256; a byte-identical copy at another path has one of its own';
COMMENT ON COLUMN disclosure.path              IS 'Path below raw/, with forward slashes';
COMMENT ON COLUMN disclosure.format            IS 'pdf or text, by content; null where the format is not known';
COMMENT ON COLUMN disclosure.sha256            IS 'SHA-256 of the bytes';
COMMENT ON COLUMN disclosure.division_code     IS 'Administrative division of the body (GB/T 2260, six digits; 000000 central); null where the document does not tell';
COMMENT ON COLUMN disclosure.division          IS 'Name of that division as understood from the document';
COMMENT ON COLUMN disclosure.department        IS 'Name of the body as printed';
COMMENT ON COLUMN disclosure.unit_code         IS 'Budget unit code printed on the performance forms, e.g. 703001';
COMMENT ON COLUMN disclosure.scope             IS '部门: a department with its units; 单位: one unit. Never add the one to the other';
COMMENT ON COLUMN disclosure.fiscal_year       IS 'Fiscal year the accounts are of; null where the document names none';
COMMENT ON COLUMN disclosure.version           IS 'Number of this version among the accepted ones of its body and year, from 1; null where not accepted';
COMMENT ON COLUMN disclosure.status            IS 'published | quarantined | superseded | duplicate | rejected; only published documents reach the facts';
COMMENT ON COLUMN disclosure.reason            IS 'Why it has that status';
COMMENT ON COLUMN disclosure.statements_found  IS 'How many of the nine statements it carries, those published empty included; null where it was not read';
COMMENT ON COLUMN disclosure.first_seen_at     IS 'When these bytes were first seen (UTC)';
COMMENT ON COLUMN disclosure.department_id     IS 'Key of the body in dim_department';
COMMENT ON COLUMN disclosure.body              IS 'Name of the body without the prefix of its province and without （本级）';
COMMENT ON COLUMN disclosure.replaced_by       IS 'document_id of the document to which a duplicate or superseded one gave way';
COMMENT ON COLUMN disclosure.reader            IS 'How it was read: text_rows, text_cells, pdf_lattice or pdf_stock';
COMMENT ON COLUMN disclosure.pages             IS 'Pages of a PDF';
COMMENT ON COLUMN disclosure.amounts           IS 'Amounts read from its statements, without blank cells and dashes';
COMMENT ON COLUMN disclosure.identities_tested IS 'Accounting identities that could be tested on it';
COMMENT ON COLUMN disclosure.exact             IS 'Identities that agree to the last digit';
COMMENT ON COLUMN disclosure.rounding          IS 'Identities that agree within the rounding of what is printed';
COMMENT ON COLUMN disclosure.violated          IS 'Identities that do not agree; a critical one quarantines the document';
COMMENT ON COLUMN disclosure.not_testable      IS 'Identities of which a term is not there';
COMMENT ON COLUMN disclosure.erred             IS 'Of a quarantined document, who erred by a second reading of it: publisher, reader or unknown; reason says why';

CREATE TABLE statement (
    document_id   VARCHAR NOT NULL,
    fiscal_year   INTEGER,
    statement     VARCHAR NOT NULL,
    status        VARCHAR NOT NULL,
    printed_no    VARCHAR,
    title         VARCHAR,
    unit          VARCHAR,
    decimals      INTEGER,
    rows          INTEGER,
    amounts       INTEGER,
    budget_basis  VARCHAR,
    page          INTEGER,
    line          INTEGER
);

INSERT INTO statement BY NAME FROM star('statement');

COMMENT ON TABLE  statement              IS 'One row a document and statement: was it there, where, and in which unit';
COMMENT ON COLUMN statement.document_id  IS 'The document, as in disclosure';
COMMENT ON COLUMN statement.fiscal_year  IS 'Fiscal year of the document';
COMMENT ON COLUMN statement.statement    IS 'summary, income, expenditure, appropriation_summary, general_budget_expenditure, basic_expenditure, three_public, government_fund or state_capital (公开01 to 09 in Liaoning)';
COMMENT ON COLUMN statement.status       IS 'found | empty (published without amounts) | absent | announced_absent (the contents page names it, the document lacks it)';
COMMENT ON COLUMN statement.printed_no   IS 'Number as printed, e.g. 公开07表; it does not identify a statement';
COMMENT ON COLUMN statement.title        IS 'Title as printed';
COMMENT ON COLUMN statement.unit         IS 'Unit of its amounts as printed: 万元 or 元';
COMMENT ON COLUMN statement.decimals     IS 'Decimals of its amounts as printed';
COMMENT ON COLUMN statement.rows         IS 'Rows recognised';
COMMENT ON COLUMN statement.amounts      IS 'Amounts read, without blank cells and dashes';
COMMENT ON COLUMN statement.budget_basis IS 'three_public only: what 预算数 means by the note, 年初 or 全年';
COMMENT ON COLUMN statement.page         IS 'Page on which it begins (PDF)';
COMMENT ON COLUMN statement.line         IS 'Line on which it begins (text)';

CREATE TABLE problem (
    document_id  VARCHAR NOT NULL,
    fiscal_year  INTEGER,
    statement    VARCHAR,
    kind         VARCHAR NOT NULL,
    severity     VARCHAR NOT NULL,
    message      VARCHAR NOT NULL,
    page         INTEGER,
    line         INTEGER
);

INSERT INTO problem BY NAME FROM star('problem');

COMMENT ON TABLE  problem             IS 'What could not be read or recognised in a document: reported, never guessed';
COMMENT ON COLUMN problem.document_id IS 'The document, as in disclosure';
COMMENT ON COLUMN problem.fiscal_year IS 'Fiscal year of the document';
COMMENT ON COLUMN problem.statement   IS 'The statement concerned, where there is one';
COMMENT ON COLUMN problem.kind        IS 'What kind of problem, e.g. column_missing, broken_off';
COMMENT ON COLUMN problem.severity    IS 'critical (quarantines the document) or warning';
COMMENT ON COLUMN problem.message     IS 'One sentence that names the place';
COMMENT ON COLUMN problem.page        IS 'Page (PDF)';
COMMENT ON COLUMN problem.line        IS 'Line (text)';

-- Every other text of the file repeats, and is kept as a dictionary; places do not.
CREATE TABLE identity_result (
    document_id  VARCHAR NOT NULL,
    identity     VARCHAR NOT NULL,
    severity     VARCHAR,
    statement    VARCHAR,
    place        VARCHAR USING COMPRESSION fsst,
    printed      DECIMAL(20, 2),
    recomputed   DECIMAL(20, 2),
    difference   DECIMAL(20, 2),
    bound        DECIMAL(20, 3),
    outcome      VARCHAR,
    fiscal_year  INTEGER,
    slack        DECIMAL(20, 3),
    leaves       INTEGER,
    finding_zh   VARCHAR,
    finding_en   VARCHAR
);

INSERT INTO identity_result BY NAME SELECT * EXCLUDE (cells) FROM star('identity_result');

COMMENT ON TABLE  identity_result             IS 'One row a document, accounting identity and place tested; quarantined documents included';
COMMENT ON COLUMN identity_result.document_id IS 'The document, as in disclosure';
COMMENT ON COLUMN identity_result.identity    IS 'Permanent short id of the identity';
COMMENT ON COLUMN identity_result.severity    IS 'critical | warning | info';
COMMENT ON COLUMN identity_result.statement   IS 'Statement whose printed amount was tested';
COMMENT ON COLUMN identity_result.place       IS 'Row and column tested';
COMMENT ON COLUMN identity_result.printed     IS 'Number printed there: an amount in 元, or in %, points, years … as finding_en says';
COMMENT ON COLUMN identity_result.recomputed  IS 'Number recomputed from the other places of the identity, in the same unit';
COMMENT ON COLUMN identity_result.difference  IS 'Printed minus recomputed, in the same unit';
COMMENT ON COLUMN identity_result.bound       IS 'Largest difference that rounding explains, in the same unit';
COMMENT ON COLUMN identity_result.outcome     IS 'exact | rounding | violated | not_testable; waived where a person has overruled a violation';
COMMENT ON COLUMN identity_result.fiscal_year IS 'Fiscal year of the document';
COMMENT ON COLUMN identity_result.slack       IS 'How much larger the difference could be and still be rounding, in the same unit; negative where violated';
COMMENT ON COLUMN identity_result.leaves      IS 'Rounded amounts that took part: the bound is half of the last decimal of each; null where tables differ in their decimals';
COMMENT ON COLUMN identity_result.finding_zh  IS 'What contradicts what, in one Chinese sentence; null where nothing does';
COMMENT ON COLUMN identity_result.finding_en  IS 'What contradicts what, in one English sentence; null where nothing does';

-- A row a cell rather than a list a result: DuckDB 1.0 cannot read the lists of a row group in which
-- all are empty, and few results are violated.
CREATE TABLE identity_cell (
    document_id  VARCHAR NOT NULL,
    fiscal_year  INTEGER,
    identity     VARCHAR NOT NULL,
    statement    VARCHAR,
    place        VARCHAR,
    table_no     INTEGER,
    row_no       INTEGER,
    col_no       INTEGER,
    page         INTEGER,
    line         INTEGER
);

INSERT INTO identity_cell BY NAME
SELECT document_id, fiscal_year, identity, statement, place, unnest(cells, max_depth := 2)
FROM star('identity_result')
WHERE len(cells) > 0;

COMMENT ON TABLE  identity_cell             IS 'One row a printed cell that took part in a violated identity, as in identity_result';
COMMENT ON COLUMN identity_cell.document_id IS 'The document, as in disclosure';
COMMENT ON COLUMN identity_cell.fiscal_year IS 'Fiscal year of the document';
COMMENT ON COLUMN identity_cell.identity    IS 'The identity, as in identity_result';
COMMENT ON COLUMN identity_cell.statement   IS 'Statement of the result, as in identity_result';
COMMENT ON COLUMN identity_cell.place       IS 'Place of the result, as in identity_result';
COMMENT ON COLUMN identity_cell.table_no    IS 'Number of the table in the document, as in printed_amount; null for a number of a sentence';
COMMENT ON COLUMN identity_cell.row_no      IS 'Row in that table';
COMMENT ON COLUMN identity_cell.col_no      IS 'Column in that table';
COMMENT ON COLUMN identity_cell.page        IS 'Page (PDF)';
COMMENT ON COLUMN identity_cell.line        IS 'Line (text)';
