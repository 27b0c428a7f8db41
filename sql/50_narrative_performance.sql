-- What the narrative and the performance forms of published documents state.

CREATE TABLE narrative_claim (
    document_id    VARCHAR NOT NULL,
    section        VARCHAR,
    metric         VARCHAR,
    subject        VARCHAR,
    printed        VARCHAR,
    value          DECIMAL(24, 6),
    unit           VARCHAR,
    fiscal_year    INTEGER,
    page           INTEGER,
    line           INTEGER,
    sentence       VARCHAR,
    note           VARCHAR,
    document_year  INTEGER
);

-- In the star fiscal_year is the document's in every table, as the folders say; the year of a
-- sentence is claim_year there.
INSERT INTO narrative_claim BY NAME
SELECT * EXCLUDE (fiscal_year, claim_year), claim_year AS fiscal_year, fiscal_year AS document_year
FROM star('narrative_claim');

COMMENT ON TABLE  narrative_claim               IS 'One row a number stated in the narrative';
COMMENT ON COLUMN narrative_claim.document_id   IS 'The document, as in disclosure';
COMMENT ON COLUMN narrative_claim.section       IS 'Section of the narrative, e.g. income, three_public, project';
COMMENT ON COLUMN narrative_claim.metric        IS 'What is measured, as in dim_metric';
COMMENT ON COLUMN narrative_claim.subject       IS 'Of what';
COMMENT ON COLUMN narrative_claim.printed       IS 'The number as printed';
COMMENT ON COLUMN narrative_claim.value         IS 'Its value in unit, signed by the direction words; null where they are left open';
COMMENT ON COLUMN narrative_claim.unit          IS 'Unit as printed';
COMMENT ON COLUMN narrative_claim.fiscal_year   IS 'Year the sentence speaks of, which is not always that of the document';
COMMENT ON COLUMN narrative_claim.page          IS 'Page (PDF)';
COMMENT ON COLUMN narrative_claim.line          IS 'Line (text)';
COMMENT ON COLUMN narrative_claim.sentence      IS 'The sentence it stands in';
COMMENT ON COLUMN narrative_claim.document_year IS 'Fiscal year of the document';
COMMENT ON COLUMN narrative_claim.note          IS 'unresolved_alternative: 减少（增加） was left as it is; unit_missing: no unit is printed';

CREATE TABLE performance_indicator (
    document_id  VARCHAR NOT NULL,
    form_no      INTEGER,
    form         VARCHAR,
    entity       VARCHAR,
    level1       VARCHAR,
    level2       VARCHAR,
    level3       VARCHAR,
    operator     VARCHAR,
    target       VARCHAR,
    unit         VARCHAR,
    actual       VARCHAR,
    completion   VARCHAR,
    weight       VARCHAR,
    score        VARCHAR,
    deviation    VARCHAR,
    improvement  VARCHAR,
    page         INTEGER,
    line         INTEGER,
    fiscal_year  INTEGER
);

INSERT INTO performance_indicator BY NAME FROM star('performance_indicator');

COMMENT ON TABLE  performance_indicator             IS 'One row an indicator line of a performance form (绩效自评表, 绩效运行监控表)';
COMMENT ON COLUMN performance_indicator.document_id IS 'The document, as in disclosure';
COMMENT ON COLUMN performance_indicator.form_no     IS 'Number of the form in the document, from 1: two forms may name one project';
COMMENT ON COLUMN performance_indicator.form        IS '整体自评, 项目自评, 整体监控 or 项目监控; monitoring is mid-year';
COMMENT ON COLUMN performance_indicator.entity      IS 'The unit or project the form is of';
COMMENT ON COLUMN performance_indicator.level1      IS '一级指标';
COMMENT ON COLUMN performance_indicator.level2      IS '二级指标';
COMMENT ON COLUMN performance_indicator.level3      IS '三级指标';
COMMENT ON COLUMN performance_indicator.operator    IS 'Comparison of the target, e.g. >=';
COMMENT ON COLUMN performance_indicator.target      IS 'Target as printed';
COMMENT ON COLUMN performance_indicator.unit        IS 'Unit of the target';
COMMENT ON COLUMN performance_indicator.actual      IS 'What was reached, as printed';
COMMENT ON COLUMN performance_indicator.completion  IS '完成程度 as printed';
COMMENT ON COLUMN performance_indicator.weight      IS '分值 as printed';
COMMENT ON COLUMN performance_indicator.score       IS '得分 as printed';
COMMENT ON COLUMN performance_indicator.deviation   IS 'Reasons given for a deviation';
COMMENT ON COLUMN performance_indicator.improvement IS '改进措施';
COMMENT ON COLUMN performance_indicator.page        IS 'Page (PDF)';
COMMENT ON COLUMN performance_indicator.line        IS 'Line (text)';
COMMENT ON COLUMN performance_indicator.fiscal_year IS 'Fiscal year of the document';

CREATE TABLE performance_fund (
    document_id     VARCHAR NOT NULL,
    form_no         INTEGER,
    form            VARCHAR,
    entity          VARCHAR,
    item            VARCHAR,
    budget_initial  VARCHAR,
    budget          VARCHAR,
    executed        VARCHAR,
    forecast        VARCHAR,
    rate            VARCHAR,
    weight          VARCHAR,
    score           VARCHAR,
    unit            VARCHAR,
    page            INTEGER,
    line            INTEGER,
    fiscal_year     INTEGER
);

INSERT INTO performance_fund BY NAME FROM star('performance_fund');

COMMENT ON TABLE  performance_fund                IS 'One row a money line of a performance form';
COMMENT ON COLUMN performance_fund.document_id    IS 'The document, as in disclosure';
COMMENT ON COLUMN performance_fund.form_no        IS 'Number of the form in the document, from 1: two forms may name one project';
COMMENT ON COLUMN performance_fund.form           IS '整体自评, 项目自评, 整体监控 or 项目监控';
COMMENT ON COLUMN performance_fund.entity         IS 'The unit or project the form is of';
COMMENT ON COLUMN performance_fund.item           IS 'The line, e.g. 年度资金总额';
COMMENT ON COLUMN performance_fund.budget_initial IS '年初预算数 as printed';
COMMENT ON COLUMN performance_fund.budget         IS '全年预算数 as printed';
COMMENT ON COLUMN performance_fund.executed       IS '执行数 as printed';
COMMENT ON COLUMN performance_fund.forecast       IS '全年预计执行数 as printed, in 监控 only: an amount or a share';
COMMENT ON COLUMN performance_fund.rate           IS '执行率 as printed';
COMMENT ON COLUMN performance_fund.weight         IS '分值 as printed';
COMMENT ON COLUMN performance_fund.score          IS '得分 as printed';
COMMENT ON COLUMN performance_fund.unit           IS 'Unit of the amounts';
COMMENT ON COLUMN performance_fund.page           IS 'Page (PDF)';
COMMENT ON COLUMN performance_fund.line           IS 'Line (text)';
COMMENT ON COLUMN performance_fund.fiscal_year    IS 'Fiscal year of the document';

CREATE TABLE performance_total (
    document_id   VARCHAR NOT NULL,
    form_no       INTEGER,
    form          VARCHAR,
    entity        VARCHAR,
    total_weight  VARCHAR,
    total_score   VARCHAR,
    page          INTEGER,
    line          INTEGER,
    fiscal_year   INTEGER
);

INSERT INTO performance_total BY NAME FROM star('performance_total');

COMMENT ON TABLE  performance_total              IS 'One row the total line of a performance form';
COMMENT ON COLUMN performance_total.document_id  IS 'The document, as in disclosure';
COMMENT ON COLUMN performance_total.form_no      IS 'Number of the form in the document, from 1: two forms may name one project';
COMMENT ON COLUMN performance_total.form         IS '整体自评, 项目自评, 整体监控 or 项目监控';
COMMENT ON COLUMN performance_total.entity       IS 'The unit or project the form is of';
COMMENT ON COLUMN performance_total.total_weight IS 'Total of 分值 as printed';
COMMENT ON COLUMN performance_total.total_score  IS 'Total of 得分 as printed';
COMMENT ON COLUMN performance_total.page         IS 'Page (PDF)';
COMMENT ON COLUMN performance_total.line         IS 'Line (text)';
COMMENT ON COLUMN performance_total.fiscal_year  IS 'Fiscal year of the document';
