-- Dimensions. Names and divisions change over the years, so most are told by year.

CREATE TABLE dim_disclosure (
    document_id    VARCHAR NOT NULL,
    department_id  VARCHAR,
    fiscal_year    INTEGER NOT NULL,
    division_code  VARCHAR,
    department     VARCHAR,
    scope          VARCHAR,
    path           VARCHAR,
    version        INTEGER,
    valid_from     TIMESTAMP,
    valid_to       TIMESTAMP,
    is_current     BOOLEAN
);

INSERT INTO dim_disclosure BY NAME FROM star('dim_disclosure');

COMMENT ON TABLE  dim_disclosure               IS 'Accepted versions of every disclosure: which one counts, and since when';
COMMENT ON COLUMN dim_disclosure.document_id   IS 'The document, as in disclosure';
COMMENT ON COLUMN dim_disclosure.department_id IS 'Its body, as in dim_department';
COMMENT ON COLUMN dim_disclosure.fiscal_year   IS 'Fiscal year of the accounts';
COMMENT ON COLUMN dim_disclosure.division_code IS 'Administrative division of the body';
COMMENT ON COLUMN dim_disclosure.department    IS 'Name of the body as printed';
COMMENT ON COLUMN dim_disclosure.scope         IS '部门: a department with its units; 单位: one unit';
COMMENT ON COLUMN dim_disclosure.path          IS 'Path below raw/';
COMMENT ON COLUMN dim_disclosure.version       IS 'Number of the version among those of its body, scope and year, from 1';
COMMENT ON COLUMN dim_disclosure.valid_from    IS 'When this version was first seen (UTC)';
COMMENT ON COLUMN dim_disclosure.valid_to      IS 'When the next version was first seen (UTC); null while it is the last';
COMMENT ON COLUMN dim_disclosure.is_current    IS 'Whether this version counts: only current ones are in the facts';

CREATE TABLE dim_department (
    department_id  VARCHAR NOT NULL,
    fiscal_year    INTEGER NOT NULL,
    body           VARCHAR,
    organisation   VARCHAR,
    division_code  VARCHAR,
    division       VARCHAR,
    unit_code      VARCHAR,
    scope          VARCHAR,
    first_year     INTEGER,
    last_year      INTEGER,
    is_latest      BOOLEAN
);

INSERT INTO dim_department BY NAME
SELECT
    *,
    min(fiscal_year) OVER years                AS first_year,
    max(fiscal_year) OVER years                AS last_year,
    fiscal_year = max(fiscal_year) OVER years  AS is_latest
FROM star('dim_department')
WINDOW years AS (PARTITION BY department_id);

COMMENT ON TABLE  dim_department               IS 'Bodies that disclosed, one row a year, so that former names and places are kept';
COMMENT ON COLUMN dim_department.department_id IS 'Key of a body: hash of its division, its name and its scope';
COMMENT ON COLUMN dim_department.fiscal_year   IS 'Fiscal year in which it disclosed under this name';
COMMENT ON COLUMN dim_department.body          IS 'Name without the prefix of the province and without （本级）';
COMMENT ON COLUMN dim_department.organisation  IS 'Name as printed in that year';
COMMENT ON COLUMN dim_department.division_code IS 'Its administrative division';
COMMENT ON COLUMN dim_department.division      IS 'Name of that division as understood from the document';
COMMENT ON COLUMN dim_department.unit_code     IS 'Its budget unit code where a performance form prints one';
COMMENT ON COLUMN dim_department.scope         IS '部门: a department with its units; 单位: one unit';
COMMENT ON COLUMN dim_department.first_year    IS 'First fiscal year held of it';
COMMENT ON COLUMN dim_department.last_year     IS 'Last fiscal year held of it';
COMMENT ON COLUMN dim_department.is_latest     IS 'Whether this is its row of the last year held';

CREATE TABLE dim_division (
    fiscal_year    INTEGER NOT NULL,
    division_code  VARCHAR NOT NULL,
    level          VARCHAR,
    name           VARCHAR,
    province_code  VARCHAR,
    province       VARCHAR,
    city_code      VARCHAR,
    city           VARCHAR,
    county         VARCHAR,
    names_of_year  INTEGER
);

INSERT INTO dim_division BY NAME FROM star('dim_division');

COMMENT ON TABLE  dim_division               IS 'Administrative divisions of a year (GB/T 2260): those that disclosed and those above them';
COMMENT ON COLUMN dim_division.fiscal_year   IS 'Fiscal year';
COMMENT ON COLUMN dim_division.division_code IS 'Six-digit code; 000000 is the centre';
COMMENT ON COLUMN dim_division.level         IS '中央, 省, 市 or 县; null where the code is not known in that year';
COMMENT ON COLUMN dim_division.name          IS 'Name; null where the code is not known in that year';
COMMENT ON COLUMN dim_division.province_code IS 'Code of its province';
COMMENT ON COLUMN dim_division.province      IS 'Name of its province';
COMMENT ON COLUMN dim_division.city_code     IS 'Code of its city';
COMMENT ON COLUMN dim_division.city          IS 'Name of its city';
COMMENT ON COLUMN dim_division.county        IS 'Name of its county';
COMMENT ON COLUMN dim_division.names_of_year IS 'Year whose list of divisions the names come from';

CREATE TABLE dim_fiscal_year (
    fiscal_year  INTEGER NOT NULL,
    label        VARCHAR,
    first_day    DATE,
    last_day     DATE
);

INSERT INTO dim_fiscal_year BY NAME FROM star('dim_fiscal_year');

COMMENT ON TABLE  dim_fiscal_year             IS 'Fiscal years: calendar years in China';
COMMENT ON COLUMN dim_fiscal_year.fiscal_year IS 'Fiscal year';
COMMENT ON COLUMN dim_fiscal_year.label       IS 'As printed, e.g. 2023年度';
COMMENT ON COLUMN dim_fiscal_year.first_day   IS 'Its first day';
COMMENT ON COLUMN dim_fiscal_year.last_day    IS 'Its last day';

CREATE TABLE dim_functional_subject (
    fiscal_year   INTEGER NOT NULL,
    subject_code  VARCHAR NOT NULL,
    level         VARCHAR,
    name          VARCHAR,
    name_basis    VARCHAR,
    parent_code   VARCHAR
);

INSERT INTO dim_functional_subject BY NAME FROM star('dim_functional_subject');

COMMENT ON TABLE  dim_functional_subject              IS 'Functional classification (支出功能分类) of a year: what the money is for';
COMMENT ON COLUMN dim_functional_subject.fiscal_year  IS 'Fiscal year';
COMMENT ON COLUMN dim_functional_subject.subject_code IS 'Code of the classification';
COMMENT ON COLUMN dim_functional_subject.level        IS '类 (3 digits), 款 (5) or 项 (7)';
COMMENT ON COLUMN dim_functional_subject.name         IS 'Fullest name of the code in that year';
COMMENT ON COLUMN dim_functional_subject.name_basis   IS 'printed in a disclosure of that year, or from the code_list';
COMMENT ON COLUMN dim_functional_subject.parent_code  IS 'Code one level up';

CREATE TABLE dim_economic_subject (
    fiscal_year   INTEGER NOT NULL,
    subject_code  VARCHAR NOT NULL,
    level         VARCHAR,
    name          VARCHAR,
    name_basis    VARCHAR,
    parent_code   VARCHAR,
    side          VARCHAR
);

INSERT INTO dim_economic_subject BY NAME FROM star('dim_economic_subject');

COMMENT ON TABLE  dim_economic_subject              IS 'Economic classification (部门预算支出经济分类) of a year: what the money buys';
COMMENT ON COLUMN dim_economic_subject.fiscal_year  IS 'Fiscal year';
COMMENT ON COLUMN dim_economic_subject.subject_code IS 'Code of the classification';
COMMENT ON COLUMN dim_economic_subject.level        IS '类 (3 digits) or 款 (5)';
COMMENT ON COLUMN dim_economic_subject.name         IS 'Fullest name of the code in that year';
COMMENT ON COLUMN dim_economic_subject.name_basis   IS 'printed in a disclosure of that year, or from the code_list';
COMMENT ON COLUMN dim_economic_subject.parent_code  IS 'Code one level up';
COMMENT ON COLUMN dim_economic_subject.side         IS '人员经费 or 公用经费';

CREATE TABLE dim_fund (
    fund        VARCHAR NOT NULL,
    position    INTEGER,
    used_in     VARCHAR,
    definition  VARCHAR
);

INSERT INTO dim_fund BY NAME
SELECT DISTINCT ON (fund) * EXCLUDE (fiscal_year)
FROM star('dim_fund')
ORDER BY fund, fiscal_year DESC;

COMMENT ON TABLE  dim_fund            IS 'Funds: where the money is from';
COMMENT ON COLUMN dim_fund.fund       IS 'Name, as in the facts';
COMMENT ON COLUMN dim_fund.position   IS 'Order in which to show it';
COMMENT ON COLUMN dim_fund.used_in    IS 'Facts it occurs in: 收入, 支出, 结转结余';
COMMENT ON COLUMN dim_fund.definition IS 'What it holds and which statement tells';

CREATE TABLE dim_nature (
    nature      VARCHAR NOT NULL,
    position    INTEGER,
    definition  VARCHAR
);

INSERT INTO dim_nature BY NAME
SELECT DISTINCT ON (nature) * EXCLUDE (fiscal_year)
FROM star('dim_nature')
ORDER BY nature, fiscal_year DESC;

COMMENT ON TABLE  dim_nature            IS 'Natures of expenditure';
COMMENT ON COLUMN dim_nature.nature     IS 'Name, as in the facts';
COMMENT ON COLUMN dim_nature.position   IS 'Order in which to show it';
COMMENT ON COLUMN dim_nature.definition IS 'What it holds';

CREATE TABLE dim_three_public_item (
    item         VARCHAR NOT NULL,
    position     INTEGER,
    name         VARCHAR,
    parent_item  VARCHAR
);

INSERT INTO dim_three_public_item BY NAME
SELECT DISTINCT ON (item) * EXCLUDE (fiscal_year)
FROM star('dim_three_public_item')
ORDER BY item, fiscal_year DESC;

COMMENT ON TABLE  dim_three_public_item             IS 'Items of the 三公 expenditure';
COMMENT ON COLUMN dim_three_public_item.item        IS 'Canonical name, as in fact_three_public and printed_amount';
COMMENT ON COLUMN dim_three_public_item.position    IS 'Order in which to show it';
COMMENT ON COLUMN dim_three_public_item.name        IS 'Its name in Chinese';
COMMENT ON COLUMN dim_three_public_item.parent_item IS 'Item of which it is a part';
