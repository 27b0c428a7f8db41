-- Dimensions of what sentences and performance forms state, and of the identities that test it.

CREATE TABLE dim_indicator (
    fiscal_year   INTEGER NOT NULL,
    indicator_id  VARCHAR NOT NULL,
    level1        VARCHAR,
    level2        VARCHAR,
    level3        VARCHAR
);

INSERT INTO dim_indicator BY NAME FROM star('dim_indicator');

COMMENT ON TABLE  dim_indicator              IS 'Indicators of performance forms by year, told apart by the names of their three levels';
COMMENT ON COLUMN dim_indicator.fiscal_year  IS 'Fiscal year in whose forms it is used';
COMMENT ON COLUMN dim_indicator.indicator_id IS 'Key of the indicator, the same in every year';
COMMENT ON COLUMN dim_indicator.level1       IS '一级指标';
COMMENT ON COLUMN dim_indicator.level2       IS '二级指标';
COMMENT ON COLUMN dim_indicator.level3       IS '三级指标';

CREATE TABLE dim_project (
    fiscal_year      INTEGER NOT NULL,
    project_id       VARCHAR NOT NULL,
    department_id    VARCHAR NOT NULL,
    project          VARCHAR NOT NULL,
    form_names       VARCHAR,
    narrative_names  VARCHAR
);

-- Texts, since lists that are all empty cannot be read by DuckDB 1.0.
INSERT INTO dim_project BY NAME
SELECT * REPLACE (
    nullif(array_to_string(form_names, ' | '), '') AS form_names,
    nullif(array_to_string(narrative_names, ' | '), '') AS narrative_names
)
FROM star('dim_project');

COMMENT ON TABLE  dim_project                 IS 'Projects by year, as forms (项目自评, 项目监控) and sentences name them';
COMMENT ON COLUMN dim_project.fiscal_year     IS 'Fiscal year of the document';
COMMENT ON COLUMN dim_project.project_id      IS 'Key of the project: its body and normalised name, the same in every year';
COMMENT ON COLUMN dim_project.department_id   IS 'The body, as in dim_department';
COMMENT ON COLUMN dim_project.project         IS 'Normalised name: without a year before it, quotes, and words such as 专项资金 behind it; a name printed in another wording stays another project';
COMMENT ON COLUMN dim_project.form_names      IS 'Its names as printed on forms, parted by |';
COMMENT ON COLUMN dim_project.narrative_names IS 'Its names as printed in the narrative, parted by |';

CREATE TABLE dim_metric (
    metric      VARCHAR NOT NULL,
    position    INTEGER,
    zh          VARCHAR,
    en          VARCHAR,
    kind        VARCHAR,
    subject_is  VARCHAR,
    previous    VARCHAR,
    equals      STRUCT(subject VARCHAR, statement VARCHAR, side VARCHAR, item VARCHAR, label VARCHAR, measure VARCHAR)[]
);

INSERT INTO dim_metric BY NAME
SELECT DISTINCT ON (metric) * EXCLUDE (fiscal_year)
FROM star('dim_metric')
ORDER BY metric, fiscal_year DESC;

COMMENT ON TABLE  dim_metric            IS 'Metrics: what a number in the narrative measures';
COMMENT ON COLUMN dim_metric.metric     IS 'Canonical name, as in narrative_claim';
COMMENT ON COLUMN dim_metric.position   IS 'Order in which to show it';
COMMENT ON COLUMN dim_metric.zh         IS 'What is measured, in Chinese';
COMMENT ON COLUMN dim_metric.en         IS 'What is measured, in English';
COMMENT ON COLUMN dim_metric.kind       IS 'amount | change | share | completion | growth_rate | count | score';
COMMENT ON COLUMN dim_metric.subject_is IS 'What its subject is: income_source, three_public_item, functional_path, project …; null where it has none';
COMMENT ON COLUMN dim_metric.previous   IS 'For a change: the metric whose value a year earlier is its value minus this change';
COMMENT ON COLUMN dim_metric.equals     IS 'Printed cells whose sum a claim must equal, by subject (* is any other, {subject} stands for its own); without those that are found by the path of a subject';

CREATE TABLE dim_identity (
    fiscal_year  INTEGER NOT NULL,
    identity     VARCHAR NOT NULL,
    zh           VARCHAR,
    en           VARCHAR,
    shape        VARCHAR,
    severity     VARCHAR,
    statements   VARCHAR
);

INSERT INTO dim_identity BY NAME FROM star('dim_identity');

COMMENT ON TABLE  dim_identity             IS 'Identities by which the documents of a year were judged';
COMMENT ON COLUMN dim_identity.fiscal_year IS 'Fiscal year';
COMMENT ON COLUMN dim_identity.identity    IS 'Permanent short id, as in identity_result';
COMMENT ON COLUMN dim_identity.zh          IS 'What it demands, in Chinese';
COMMENT ON COLUMN dim_identity.en          IS 'What it demands, in English';
COMMENT ON COLUMN dim_identity.shape       IS 'What is compared with what: equal, at_most, present …';
COMMENT ON COLUMN dim_identity.severity    IS 'critical (quarantines) | warning | info';
COMMENT ON COLUMN dim_identity.statements  IS 'Statements it reads, with commas between them';
