-- What was corrected, and what was read a second time: both beside the print, which stays as it is.

CREATE TABLE correction (
    document_id     VARCHAR NOT NULL,
    fiscal_year     INTEGER,
    statement       VARCHAR NOT NULL,
    side            VARCHAR,
    item            VARCHAR,
    measure         VARCHAR,
    label           VARCHAR,
    column_label    VARCHAR,
    page            INTEGER,
    line            INTEGER,
    table_no        INTEGER,
    row_no          INTEGER,
    col_no          INTEGER,
    printed         VARCHAR,
    unit            VARCHAR,
    corrected       VARCHAR,
    printed_yuan    DECIMAL(20, 2),
    corrected_yuan  DECIMAL(20, 2) NOT NULL,
    source          VARCHAR NOT NULL,
    rule            VARCHAR,
    "by"            VARCHAR,
    reason          VARCHAR
);

INSERT INTO correction BY NAME FROM star('correction');

COMMENT ON TABLE  correction                IS 'Cells of which another value than the printed one is taken, print and correction side by side; facts made of them say corrected';
COMMENT ON COLUMN correction.document_id    IS 'The document, as in disclosure';
COMMENT ON COLUMN correction.fiscal_year    IS 'Fiscal year of the document';
COMMENT ON COLUMN correction.statement      IS 'Statement in which the cell stands';
COMMENT ON COLUMN correction.side           IS '收入 or 支出, 人员经费 or 公用经费, where the statement has two sides';
COMMENT ON COLUMN correction.item           IS 'Canonical name of the row, as in printed_amount';
COMMENT ON COLUMN correction.measure        IS 'Canonical name of the column, as in printed_amount';
COMMENT ON COLUMN correction.label          IS 'Row label as printed';
COMMENT ON COLUMN correction.column_label   IS 'Lowest header of the column as printed';
COMMENT ON COLUMN correction.page           IS 'Page (PDF)';
COMMENT ON COLUMN correction.line           IS 'Line (text)';
COMMENT ON COLUMN correction.table_no       IS 'Table of the document, from 1';
COMMENT ON COLUMN correction.row_no         IS 'Row of that table, from 1';
COMMENT ON COLUMN correction.col_no         IS 'Column of that table, from 1';
COMMENT ON COLUMN correction.printed        IS 'The cell as printed; empty where it is blank';
COMMENT ON COLUMN correction.unit           IS 'Unit of the statement as printed';
COMMENT ON COLUMN correction.corrected      IS 'The value that is taken, in the unit of the statement';
COMMENT ON COLUMN correction.printed_yuan   IS 'What is printed, in 元; null where it is blank';
COMMENT ON COLUMN correction.corrected_yuan IS 'What is taken, in 元';
COMMENT ON COLUMN correction.source         IS 'automatic or person';
COMMENT ON COLUMN correction.rule           IS 'The rule by which it is taken';
COMMENT ON COLUMN correction."by"           IS 'Who has corrected it; null where it is automatic';
COMMENT ON COLUMN correction.reason         IS 'Why';

CREATE TABLE second_reading (
    document_id    VARCHAR NOT NULL,
    fiscal_year    INTEGER,
    statement      VARCHAR NOT NULL,
    side           VARCHAR,
    item           VARCHAR,
    measure        VARCHAR,
    label          VARCHAR,
    column_label   VARCHAR,
    page           INTEGER,
    line           INTEGER,
    table_no       INTEGER,
    row_no         INTEGER,
    col_no         INTEGER,
    printed        VARCHAR,
    unit           VARCHAR,
    printed_again  VARCHAR,
    printed_yuan   DECIMAL(20, 2),
    again_yuan     DECIMAL(20, 2),
    agrees         BOOLEAN
);

INSERT INTO second_reading BY NAME FROM star('second_reading');

COMMENT ON TABLE  second_reading               IS 'What a second, independent reading found at the suspect cells of quarantined documents';
COMMENT ON COLUMN second_reading.document_id   IS 'The document, as in disclosure';
COMMENT ON COLUMN second_reading.fiscal_year   IS 'Fiscal year of the document';
COMMENT ON COLUMN second_reading.statement     IS 'Statement in which the cell stands';
COMMENT ON COLUMN second_reading.side          IS '收入 or 支出, 人员经费 or 公用经费, where the statement has two sides';
COMMENT ON COLUMN second_reading.item          IS 'Canonical name of the row, as in printed_amount';
COMMENT ON COLUMN second_reading.measure       IS 'Canonical name of the column, as in printed_amount';
COMMENT ON COLUMN second_reading.label         IS 'Row label as printed';
COMMENT ON COLUMN second_reading.column_label  IS 'Lowest header of the column as printed';
COMMENT ON COLUMN second_reading.page          IS 'Page (PDF)';
COMMENT ON COLUMN second_reading.line          IS 'Line (text)';
COMMENT ON COLUMN second_reading.table_no      IS 'Table of the document, from 1';
COMMENT ON COLUMN second_reading.row_no        IS 'Row of that table, from 1';
COMMENT ON COLUMN second_reading.col_no        IS 'Column of that table, from 1';
COMMENT ON COLUMN second_reading.printed       IS 'The cell as printed; empty where it is blank';
COMMENT ON COLUMN second_reading.unit          IS 'Unit of the statement as printed';
COMMENT ON COLUMN second_reading.printed_again IS 'The cell as the second reading has it; null where it does not find it';
COMMENT ON COLUMN second_reading.printed_yuan  IS 'What the first reading found, in 元';
COMMENT ON COLUMN second_reading.again_yuan    IS 'What the second reading found, in 元';
COMMENT ON COLUMN second_reading.agrees        IS 'Whether both readings found the same; null where the second does not find the cell';
