-- Facts of what sentences and performance forms of published documents state, in numbers. Their
-- texts are in narrative_claim, performance_indicator and performance_fund. Unlike the facts of the
-- statements these are no leaves: totals stand beside their parts, so they are not to be summed
-- without choosing a metric, or a line of a form.

CREATE TABLE fact_narrative_claim (
    document_id    VARCHAR NOT NULL,
    fiscal_year    INTEGER NOT NULL,
    department_id  VARCHAR NOT NULL,
    division_code  VARCHAR,
    scope          VARCHAR,
    section        VARCHAR,
    metric         VARCHAR,
    subject        VARCHAR,
    occurrence     INTEGER NOT NULL,
    value          DECIMAL(24, 6),
    unit           VARCHAR,
    value_yuan     DECIMAL(20, 2),
    claim_year     INTEGER,
    project_id     VARCHAR,
    note           VARCHAR,
    page           INTEGER,
    line           INTEGER
);

INSERT INTO fact_narrative_claim BY NAME FROM star('fact_narrative_claim');

COMMENT ON TABLE  fact_narrative_claim               IS 'Numbers of the narrative: one row a document, section, metric, subject and occurrence';
COMMENT ON COLUMN fact_narrative_claim.document_id   IS 'The document, as in dim_disclosure; always its current version';
COMMENT ON COLUMN fact_narrative_claim.fiscal_year   IS 'Fiscal year of the document; the year the sentence speaks of is claim_year';
COMMENT ON COLUMN fact_narrative_claim.department_id IS 'The body, as in dim_department';
COMMENT ON COLUMN fact_narrative_claim.division_code IS 'Its administrative division, as in dim_division';
COMMENT ON COLUMN fact_narrative_claim.scope         IS '部门 or 单位; never add the one to the other';
COMMENT ON COLUMN fact_narrative_claim.section       IS 'Section of the narrative, e.g. income, three_public, project';
COMMENT ON COLUMN fact_narrative_claim.metric        IS 'What is measured, as in dim_metric';
COMMENT ON COLUMN fact_narrative_claim.subject       IS 'Of what: income source, subject, item or project';
COMMENT ON COLUMN fact_narrative_claim.occurrence    IS 'Which of the claims of this metric and subject in the section, from 1: the same number is often stated twice';
COMMENT ON COLUMN fact_narrative_claim.value         IS 'The number in its unit, signed by the direction words; null where they are left open';
COMMENT ON COLUMN fact_narrative_claim.unit          IS 'Unit as printed';
COMMENT ON COLUMN fact_narrative_claim.value_yuan    IS 'The number in 元 where the unit is money (元, 万元, 万, 亿元), else null';
COMMENT ON COLUMN fact_narrative_claim.claim_year    IS 'Year the sentence speaks of, which is not always that of the document';
COMMENT ON COLUMN fact_narrative_claim.project_id    IS 'The project, as in dim_project, where the subject is one';
COMMENT ON COLUMN fact_narrative_claim.note          IS 'As in narrative_claim';
COMMENT ON COLUMN fact_narrative_claim.page          IS 'Page (PDF) of the number';
COMMENT ON COLUMN fact_narrative_claim.line          IS 'Line (text) of the number';

CREATE TABLE fact_performance_indicator (
    document_id    VARCHAR NOT NULL,
    fiscal_year    INTEGER NOT NULL,
    department_id  VARCHAR NOT NULL,
    division_code  VARCHAR,
    scope          VARCHAR,
    form_no        INTEGER NOT NULL,
    form           VARCHAR,
    entity         VARCHAR,
    position       INTEGER NOT NULL,
    is_monitoring  BOOLEAN,
    project_id     VARCHAR,
    indicator_id   VARCHAR NOT NULL,
    weight         DECIMAL(24, 6),
    score          DECIMAL(24, 6),
    score_rate     DECIMAL(24, 6),
    page           INTEGER,
    line           INTEGER
);

INSERT INTO fact_performance_indicator BY NAME FROM star('fact_performance_indicator');

COMMENT ON TABLE  fact_performance_indicator               IS 'Indicators of performance forms: one row a document, form and line';
COMMENT ON COLUMN fact_performance_indicator.document_id   IS 'The document, as in dim_disclosure; always its current version';
COMMENT ON COLUMN fact_performance_indicator.fiscal_year   IS 'Fiscal year of the document';
COMMENT ON COLUMN fact_performance_indicator.department_id IS 'The body, as in dim_department';
COMMENT ON COLUMN fact_performance_indicator.division_code IS 'Its administrative division, as in dim_division';
COMMENT ON COLUMN fact_performance_indicator.scope         IS '部门 or 单位 of the document; a department publishes the forms of its units';
COMMENT ON COLUMN fact_performance_indicator.form_no       IS 'Number of the form in the document, from 1: two forms may name one project';
COMMENT ON COLUMN fact_performance_indicator.form          IS '整体自评, 项目自评, 整体监控 or 项目监控';
COMMENT ON COLUMN fact_performance_indicator.entity        IS 'The unit or project the form is of, as printed';
COMMENT ON COLUMN fact_performance_indicator.position      IS 'Number of the line among those of its form, from 1';
COMMENT ON COLUMN fact_performance_indicator.is_monitoring IS 'Whether the form is one of mid-year monitoring: never add or compare it with a year';
COMMENT ON COLUMN fact_performance_indicator.project_id    IS 'The project, as in dim_project, where the form is of one';
COMMENT ON COLUMN fact_performance_indicator.indicator_id  IS 'The indicator, as in dim_indicator';
COMMENT ON COLUMN fact_performance_indicator.weight        IS '分值; null where no number is printed';
COMMENT ON COLUMN fact_performance_indicator.score         IS '得分; null where no number is printed';
COMMENT ON COLUMN fact_performance_indicator.score_rate    IS 'score by weight, rounded to six decimals';
COMMENT ON COLUMN fact_performance_indicator.page          IS 'Page (PDF)';
COMMENT ON COLUMN fact_performance_indicator.line          IS 'Line (text)';

CREATE TABLE fact_performance_fund (
    document_id          VARCHAR NOT NULL,
    fiscal_year          INTEGER NOT NULL,
    department_id        VARCHAR NOT NULL,
    division_code        VARCHAR,
    scope                VARCHAR,
    form_no              INTEGER NOT NULL,
    form                 VARCHAR,
    entity               VARCHAR,
    position             INTEGER NOT NULL,
    is_monitoring        BOOLEAN,
    project_id           VARCHAR,
    item                 VARCHAR,
    budget_initial_yuan  DECIMAL(20, 2),
    budget_yuan          DECIMAL(20, 2),
    executed_yuan        DECIMAL(20, 2),
    rate                 DECIMAL(24, 6),
    rate_printed_as      VARCHAR,
    weight               DECIMAL(24, 6),
    score                DECIMAL(24, 6),
    page                 INTEGER,
    line                 INTEGER
);

INSERT INTO fact_performance_fund BY NAME FROM star('fact_performance_fund');

COMMENT ON TABLE  fact_performance_fund                     IS 'Money lines of performance forms: one row a document, form and line; a total stands beside its parts';
COMMENT ON COLUMN fact_performance_fund.document_id         IS 'The document, as in dim_disclosure; always its current version';
COMMENT ON COLUMN fact_performance_fund.fiscal_year         IS 'Fiscal year of the document';
COMMENT ON COLUMN fact_performance_fund.department_id       IS 'The body, as in dim_department';
COMMENT ON COLUMN fact_performance_fund.division_code       IS 'Its administrative division, as in dim_division';
COMMENT ON COLUMN fact_performance_fund.scope               IS '部门 or 单位 of the document; a department publishes the forms of its units';
COMMENT ON COLUMN fact_performance_fund.form_no             IS 'Number of the form in the document, from 1: two forms may name one project';
COMMENT ON COLUMN fact_performance_fund.form                IS '整体自评, 项目自评, 整体监控 or 项目监控';
COMMENT ON COLUMN fact_performance_fund.entity              IS 'The unit or project the form is of, as printed';
COMMENT ON COLUMN fact_performance_fund.position            IS 'Number of the line among those of its form, from 1';
COMMENT ON COLUMN fact_performance_fund.is_monitoring       IS 'Whether the form is one of mid-year monitoring: its executed amounts are of the first months, never of a year';
COMMENT ON COLUMN fact_performance_fund.project_id          IS 'The project, as in dim_project, where the form is of one';
COMMENT ON COLUMN fact_performance_fund.item                IS 'The line as printed, e.g. 年度资金总额 and 其中：当年财政拨款, a part of it';
COMMENT ON COLUMN fact_performance_fund.budget_initial_yuan IS '年初预算数 in 元; null where no number is printed';
COMMENT ON COLUMN fact_performance_fund.budget_yuan         IS '全年预算数 in 元; null where no number is printed';
COMMENT ON COLUMN fact_performance_fund.executed_yuan       IS '执行数 in 元; null where no number is printed';
COMMENT ON COLUMN fact_performance_fund.rate                IS '执行率 as printed, as a fraction: 58.98% is 0.5898, and 1.05 is 1.05';
COMMENT ON COLUMN fact_performance_fund.rate_printed_as     IS 'How the rate is printed: percent (58.98%), fraction (0.36, at most 10) or bare_percent (98, above 10)';
COMMENT ON COLUMN fact_performance_fund.weight              IS '分值; null where no number is printed';
COMMENT ON COLUMN fact_performance_fund.score               IS '得分; null where no number is printed';
COMMENT ON COLUMN fact_performance_fund.page                IS 'Page (PDF)';
COMMENT ON COLUMN fact_performance_fund.line                IS 'Line (text)';
