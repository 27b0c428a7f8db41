-- Facts: leaf rows only, of the current version of published documents, so that SUM counts once.
-- Amounts are in 元. Zeros and blanks are no rows, except that a stated 0.00 of 三公 is one.
-- The grain of each is the key that 80_key.sql checks.

CREATE TABLE fact_income (
    document_id    VARCHAR NOT NULL,
    fiscal_year    INTEGER NOT NULL,
    department_id  VARCHAR NOT NULL,
    division_code  VARCHAR,
    scope          VARCHAR,
    subject_code   VARCHAR NOT NULL,
    fund           VARCHAR NOT NULL,
    amount_yuan    DECIMAL(20, 2) NOT NULL,
    quantum_yuan   DECIMAL(20, 2) NOT NULL,
    derived        BOOLEAN NOT NULL,
    fund_basis     VARCHAR,
    sources        STRUCT(statement VARCHAR, page INTEGER, line INTEGER, table_no INTEGER, row_no INTEGER, col_no INTEGER)[],
    corrected      BOOLEAN NOT NULL
);

INSERT INTO fact_income BY NAME FROM star('fact_income');

COMMENT ON TABLE  fact_income               IS 'Income by functional leaf and fund (公开02, its 财政拨款收入 split by 公开04, 08, 09)';
COMMENT ON COLUMN fact_income.document_id   IS 'The document, as in dim_disclosure; always its current version';
COMMENT ON COLUMN fact_income.fiscal_year   IS 'Fiscal year of the accounts';
COMMENT ON COLUMN fact_income.department_id IS 'The body, as in dim_department';
COMMENT ON COLUMN fact_income.division_code IS 'Its administrative division, as in dim_division';
COMMENT ON COLUMN fact_income.scope         IS '部门 or 单位; never add the one to the other';
COMMENT ON COLUMN fact_income.subject_code  IS 'Functional subject, the deepest printed, as in dim_functional_subject';
COMMENT ON COLUMN fact_income.fund          IS 'Where the money is from, as in dim_fund';
COMMENT ON COLUMN fact_income.amount_yuan   IS 'Amount in 元, never zero';
COMMENT ON COLUMN fact_income.quantum_yuan  IS 'Sum of what the last printed decimal of its source cells is worth, in 元; half of it bounds the rounding';
COMMENT ON COLUMN fact_income.derived       IS 'Whether it is a difference of printed amounts rather than one of them';
COMMENT ON COLUMN fact_income.fund_basis    IS 'How the fund is known: column of 公开02, only_fund that 公开04 shows, by_subject in 公开08 or 09, remainder after those, undecided';
COMMENT ON COLUMN fact_income.sources       IS 'The printed cells it comes from; with document_id they lead to printed_amount';
COMMENT ON COLUMN fact_income.corrected     IS 'Whether any of its printed cells was corrected, as the table correction says';

CREATE TABLE fact_expenditure (
    document_id    VARCHAR NOT NULL,
    fiscal_year    INTEGER NOT NULL,
    department_id  VARCHAR NOT NULL,
    division_code  VARCHAR,
    scope          VARCHAR,
    subject_code   VARCHAR NOT NULL,
    fund           VARCHAR NOT NULL,
    nature         VARCHAR NOT NULL,
    amount_yuan    DECIMAL(20, 2) NOT NULL,
    quantum_yuan   DECIMAL(20, 2) NOT NULL,
    derived        BOOLEAN NOT NULL,
    fund_basis     VARCHAR,
    sources        STRUCT(statement VARCHAR, page INTEGER, line INTEGER, table_no INTEGER, row_no INTEGER, col_no INTEGER)[],
    corrected      BOOLEAN NOT NULL
);

INSERT INTO fact_expenditure BY NAME FROM star('fact_expenditure');

COMMENT ON TABLE  fact_expenditure               IS 'Expenditure by functional leaf, fund and nature: 公开05, 08, 09 as printed, and what 公开03 holds beyond them as one derived row; a sum over funds is 公开03';
COMMENT ON COLUMN fact_expenditure.document_id   IS 'The document, as in dim_disclosure; always its current version';
COMMENT ON COLUMN fact_expenditure.fiscal_year   IS 'Fiscal year of the accounts';
COMMENT ON COLUMN fact_expenditure.department_id IS 'The body, as in dim_department';
COMMENT ON COLUMN fact_expenditure.division_code IS 'Its administrative division, as in dim_division';
COMMENT ON COLUMN fact_expenditure.scope         IS '部门 or 单位; never add the one to the other';
COMMENT ON COLUMN fact_expenditure.subject_code  IS 'Functional subject, the deepest printed, as in dim_functional_subject';
COMMENT ON COLUMN fact_expenditure.fund          IS 'Where the money is from, as in dim_fund';
COMMENT ON COLUMN fact_expenditure.nature        IS '基本, 项目 …, as in dim_nature';
COMMENT ON COLUMN fact_expenditure.amount_yuan   IS 'Amount in 元, never zero';
COMMENT ON COLUMN fact_expenditure.quantum_yuan  IS 'Sum of what the last printed decimal of its source cells is worth, in 元; half of it bounds the rounding';
COMMENT ON COLUMN fact_expenditure.derived       IS 'Whether it is 公开03 minus 公开05, 08 and 09 rather than a printed amount';
COMMENT ON COLUMN fact_expenditure.fund_basis    IS 'How the fund is known: printed, remainder of 公开03, undecided';
COMMENT ON COLUMN fact_expenditure.sources       IS 'The printed cells it comes from; with document_id they lead to printed_amount';
COMMENT ON COLUMN fact_expenditure.corrected     IS 'Whether any of its printed cells was corrected, as the table correction says';

CREATE TABLE fact_basic_expenditure (
    document_id    VARCHAR NOT NULL,
    fiscal_year    INTEGER NOT NULL,
    department_id  VARCHAR NOT NULL,
    division_code  VARCHAR,
    scope          VARCHAR,
    subject_code   VARCHAR NOT NULL,
    side           VARCHAR,
    amount_yuan    DECIMAL(20, 2) NOT NULL,
    quantum_yuan   DECIMAL(20, 2) NOT NULL,
    sources        STRUCT(statement VARCHAR, page INTEGER, line INTEGER, table_no INTEGER, row_no INTEGER, col_no INTEGER)[],
    corrected      BOOLEAN NOT NULL
);

INSERT INTO fact_basic_expenditure BY NAME FROM star('fact_basic_expenditure');

COMMENT ON TABLE  fact_basic_expenditure               IS 'Basic expenditure of the general budget by economic leaf (公开06)';
COMMENT ON COLUMN fact_basic_expenditure.document_id   IS 'The document, as in dim_disclosure; always its current version';
COMMENT ON COLUMN fact_basic_expenditure.fiscal_year   IS 'Fiscal year of the accounts';
COMMENT ON COLUMN fact_basic_expenditure.department_id IS 'The body, as in dim_department';
COMMENT ON COLUMN fact_basic_expenditure.division_code IS 'Its administrative division, as in dim_division';
COMMENT ON COLUMN fact_basic_expenditure.scope         IS '部门 or 单位; never add the one to the other';
COMMENT ON COLUMN fact_basic_expenditure.subject_code  IS 'Economic subject, the deepest printed, as in dim_economic_subject';
COMMENT ON COLUMN fact_basic_expenditure.side          IS '人员经费 or 公用经费';
COMMENT ON COLUMN fact_basic_expenditure.amount_yuan   IS 'Amount in 元, never zero';
COMMENT ON COLUMN fact_basic_expenditure.quantum_yuan  IS 'Sum of what the last printed decimal of its source cells is worth, in 元; half of it bounds the rounding';
COMMENT ON COLUMN fact_basic_expenditure.sources       IS 'The printed cells it comes from; with document_id they lead to printed_amount';
COMMENT ON COLUMN fact_basic_expenditure.corrected     IS 'Whether any of its printed cells was corrected, as the table correction says';

CREATE TABLE fact_three_public (
    document_id    VARCHAR NOT NULL,
    fiscal_year    INTEGER NOT NULL,
    department_id  VARCHAR NOT NULL,
    division_code  VARCHAR,
    scope          VARCHAR,
    item           VARCHAR NOT NULL,
    kind           VARCHAR NOT NULL,
    basis          VARCHAR,
    amount_yuan    DECIMAL(20, 2) NOT NULL,
    quantum_yuan   DECIMAL(20, 2) NOT NULL,
    sources        STRUCT(statement VARCHAR, page INTEGER, line INTEGER, table_no INTEGER, row_no INTEGER, col_no INTEGER)[],
    corrected      BOOLEAN NOT NULL
);

INSERT INTO fact_three_public BY NAME FROM star('fact_three_public');

COMMENT ON TABLE  fact_three_public               IS '三公 expenditure by item, budget and actual (公开07); only the deepest items printed';
COMMENT ON COLUMN fact_three_public.document_id   IS 'The document, as in dim_disclosure; always its current version';
COMMENT ON COLUMN fact_three_public.fiscal_year   IS 'Fiscal year of the accounts';
COMMENT ON COLUMN fact_three_public.department_id IS 'The body, as in dim_department';
COMMENT ON COLUMN fact_three_public.division_code IS 'Its administrative division, as in dim_division';
COMMENT ON COLUMN fact_three_public.scope         IS '部门 or 单位; never add the one to the other';
COMMENT ON COLUMN fact_three_public.item          IS 'Item, as in dim_three_public_item';
COMMENT ON COLUMN fact_three_public.kind          IS '预算 or 决算';
COMMENT ON COLUMN fact_three_public.basis         IS 'What 预算 means by the note of the statement: 年初 or 全年; null for 决算 and where it is not told';
COMMENT ON COLUMN fact_three_public.amount_yuan   IS 'Amount in 元; a stated 0.00 is a row, a blank cell is none';
COMMENT ON COLUMN fact_three_public.quantum_yuan  IS 'Sum of what the last printed decimal of its source cells is worth, in 元; half of it bounds the rounding';
COMMENT ON COLUMN fact_three_public.sources       IS 'The printed cells it comes from; with document_id they lead to printed_amount';
COMMENT ON COLUMN fact_three_public.corrected     IS 'Whether any of its printed cells was corrected, as the table correction says';

CREATE TABLE fact_balance (
    document_id        VARCHAR NOT NULL,
    fiscal_year        INTEGER NOT NULL,
    department_id      VARCHAR NOT NULL,
    division_code      VARCHAR,
    scope              VARCHAR,
    fund               VARCHAR NOT NULL,
    opening_yuan       DECIMAL(20, 2),
    income_yuan        DECIMAL(20, 2),
    surplus_used_yuan  DECIMAL(20, 2),
    expenditure_yuan   DECIMAL(20, 2),
    distributed_yuan   DECIMAL(20, 2),
    closing_yuan       DECIMAL(20, 2),
    derived            BOOLEAN NOT NULL,
    fund_basis         VARCHAR,
    sources            STRUCT(statement VARCHAR, page INTEGER, line INTEGER, table_no INTEGER, row_no INTEGER, col_no INTEGER)[],
    corrected          BOOLEAN NOT NULL
);

INSERT INTO fact_balance BY NAME FROM star('fact_balance');

COMMENT ON TABLE  fact_balance                   IS 'From opening to closing balance by fund (公开04, and what 公开01 holds beyond it); a sum over funds is 公开01';
COMMENT ON COLUMN fact_balance.document_id       IS 'The document, as in dim_disclosure; always its current version';
COMMENT ON COLUMN fact_balance.fiscal_year       IS 'Fiscal year of the accounts';
COMMENT ON COLUMN fact_balance.department_id     IS 'The body, as in dim_department';
COMMENT ON COLUMN fact_balance.division_code     IS 'Its administrative division, as in dim_division';
COMMENT ON COLUMN fact_balance.scope             IS '部门 or 单位; never add the one to the other';
COMMENT ON COLUMN fact_balance.fund              IS 'Where the money is from, as in dim_fund';
COMMENT ON COLUMN fact_balance.opening_yuan      IS '年初结转和结余, in 元; null where nothing is printed, as in all six';
COMMENT ON COLUMN fact_balance.income_yuan       IS '本年收入';
COMMENT ON COLUMN fact_balance.surplus_used_yuan IS '使用非财政拨款结余';
COMMENT ON COLUMN fact_balance.expenditure_yuan  IS '本年支出';
COMMENT ON COLUMN fact_balance.distributed_yuan  IS '结余分配';
COMMENT ON COLUMN fact_balance.closing_yuan      IS '年末结转和结余';
COMMENT ON COLUMN fact_balance.derived           IS 'Whether it is 公开01 minus 公开04 rather than printed';
COMMENT ON COLUMN fact_balance.fund_basis        IS 'How the fund is known: printed, remainder of 公开01, undecided';
COMMENT ON COLUMN fact_balance.sources           IS 'The printed cells it comes from; with document_id they lead to printed_amount';
COMMENT ON COLUMN fact_balance.corrected         IS 'Whether any of its printed cells was corrected, as the table correction says';
