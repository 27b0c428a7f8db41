-- project: a project of the narrative beside its form, by name; none where no form fits it alone.

CREATE TABLE project AS
WITH told AS (
    SELECT DISTINCT document_id, subject, plain(subject) AS name
    FROM fact
    WHERE metric LIKE 'project\_%' ESCAPE '\' AND metric <> 'project_goal'
),
likeness AS (
    SELECT told.document_id, subject, form_no, if(contains(name, plain(entity))
            OR contains(plain(entity), name), 1.0,
        1 - levenshtein(name, plain(entity)) / greatest(strlen(name), strlen(plain(entity))))
            AS alike
    FROM told JOIN form ON form.document_id = told.document_id AND form = '项目自评'
),
best AS (
    SELECT *, max(alike) OVER s AS of_subject, max(alike) OVER f AS of_form
    FROM likeness
    WHERE alike >= 0.8
    WINDOW s AS (PARTITION BY document_id, subject), f AS (PARTITION BY document_id, form_no)
)
SELECT document_id, subject, form_no
FROM best
WHERE alike = of_subject AND alike = of_form
QUALIFY count(*) OVER (PARTITION BY document_id, subject) = 1
    AND count(*) OVER (PARTITION BY document_id, form_no) = 1;

-- project_claim: a project's claim beside the same number of its form
CREATE TABLE project_claim AS
SELECT fact.document_id, fact.metric, fact.value AS printed, [fact.ref, form.fund_ref] AS cells,
    concat(fact.place, ' ↔ ', if(fact.metric = 'project_score', form.place, form.fund_place))
        AS place,
    CASE fact.metric WHEN 'project_budget' THEN form.budget WHEN 'project_executed' THEN form.spent
        WHEN 'project_initial_budget' THEN form.initial
        WHEN 'project_score' THEN form.total ELSE form.rate END::BIGINT AS recomputed,
    coalesce(fact.quantum + CASE fact.metric WHEN 'project_budget' THEN form.budget_q
        WHEN 'project_initial_budget' THEN form.initial_q
        WHEN 'project_executed' THEN form.spent_q WHEN 'project_score' THEN -fact.quantum
        ELSE form.rate_step END, 0)::BIGINT AS rounding
FROM fact
LEFT JOIN project USING (document_id, subject)
LEFT JOIN form ON form.document_id = fact.document_id AND form.form_no = project.form_no
WHERE fact.metric IN ('project_budget', 'project_executed', 'project_score',
        'project_execution_rate', 'project_initial_budget')
    AND fact.document_id IN (SELECT document_id FROM form WHERE form.form = '项目自评');

-- project_goal: a goal the narrative states beside that of the form, by project and indicator
CREATE TABLE project_goal AS
SELECT said.document_id, concat(said.place, ' ↔ ', indicator.place, '的指标值') AS place,
    (said.value * 100 // scale(said.unit))::BIGINT AS printed, indicator.target AS recomputed,
    [said.ref, indicator.ref] AS cells
FROM fact AS said
JOIN project ON project.document_id = said.document_id AND said.metric = 'project_goal'
    AND project.subject = regexp_replace(said.subject, '/[^/]*$', '')
JOIN indicator ON indicator.document_id = said.document_id
    AND indicator.form_no = project.form_no AND indicator.target IS NOT NULL
    AND plain(indicator.level3) = plain(regexp_extract(said.subject, '[^/]*$'))
QUALIFY count(*) OVER (PARTITION BY said.document_id, said.subject) = 1;

-- subject_form: a functional subject that one project alone made up, told by its amount
CREATE TABLE subject_form AS
SELECT initial.document_id, initial.place, form.fund_place, form.initial AS printed,
    initial.value AS recomputed, initial.rounding + form.initial_q AS rounding,
    [initial.ref, form.fund_ref] AS cells
FROM initial JOIN form ON form.document_id = initial.document_id AND form.form = '项目自评'
    AND initial.metric = 'functional_completion' AND initial.nature = 'project'
    AND form.spent = initial.spent AND initial.spent > 0
QUALIFY count(*) OVER (PARTITION BY initial.document_id, initial.spent) = 1;
