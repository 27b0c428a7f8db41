-- held: what two documents of the same body say of one fact: this year and the year before, or a
-- unit and its department. Only documents that stand alone for their body, scope and year count.
CREATE MACRO body_key(division_code, body, scope) AS concat_ws('|', division_code, body, scope);

CREATE TABLE body AS
SELECT document_id::document_key AS document_id, division_code, body, scope, unit_code
FROM document
WHERE outcome = 'read' AND division_code IS NOT NULL AND body IS NOT NULL AND scope IS NOT NULL
QUALIFY count(*) OVER (PARTITION BY division_code, body, scope, unit_code) = 1;

CREATE TABLE earlier AS
SELECT now.document_id, before.document_id AS prior_id
FROM body AS now JOIN prior.document AS before
    ON before.division_code = now.division_code AND before.body = now.body
    AND before.scope = now.scope AND before.outcome = 'read'
    AND coalesce(before.unit_code = now.unit_code, true)
QUALIFY count(*) OVER (PARTITION BY now.document_id) = 1;

-- implied: this year's value less the stated change, and last year's 年末 for this year's 年初. A change
-- in 万元 on amounts in 元 is off by two halves where it was taken between amounts rounded to 万元.
CREATE TABLE implied AS
SELECT change.document_id, 'change' AS kind, base.value - change.value AS printed,
    last.value AS recomputed,
    greatest(base.rounding + change.quantum + last.rounding, 2 * change.quantum) AS rounding,
    concat(base.place, ' − ', change.place, ' ↔ 上年', last.place) AS place,
    [base.ref, change.ref] AS cells
FROM earlier
JOIN fact AS change USING (document_id)
JOIN metric_previous USING (metric)
JOIN disclosed AS base ON base.document_id = change.document_id
    AND base.metric = metric_previous.previous AND base.subject = change.subject
JOIN prior.disclosed AS last ON last.document_id = earlier.prior_id
    AND last.metric = base.metric AND last.subject = base.subject
UNION ALL BY NAME
SELECT now.document_id, 'opening' AS kind, now.value AS printed, last.value AS recomputed,
    now.rounding + last.rounding AS rounding, concat(now.place, ' ↔ 上年', last.place) AS place,
    [now.ref] AS cells
FROM earlier
JOIN disclosed AS now USING (document_id)
JOIN prior.disclosed AS last ON last.document_id = earlier.prior_id
    AND last.metric = 'closing_carryover'
WHERE now.metric = 'income_source_amount' AND now.subject = 'opening';

-- within: a unit's value beside that of the department its budget code belongs to
CREATE TABLE within AS
SELECT unit.document_id, own.metric, own.value AS printed, whole.value AS recomputed,
    own.rounding + whole.rounding AS rounding, concat(own.place, ' ↔ 部门', whole.place) AS place,
    [own.ref] AS cells
FROM body AS unit
JOIN body AS department ON department.division_code = unit.division_code
    AND unit.scope = '单位' AND department.scope = '部门'
    AND (unit.body = department.body OR left(unit.unit_code, 3) = left(department.unit_code, 3))
JOIN disclosed AS own ON own.document_id = unit.document_id
JOIN disclosed AS whole ON whole.document_id = department.document_id
    AND whole.metric = own.metric AND whole.subject = own.subject
WHERE own.metric IN ('expenditure_current_total', 'expenditure_total', 'income_current_total',
    'income_total', 'expenditure_nature_amount', 'appropriation_expenditure',
    'three_public_amount', 'basic_amount')
QUALIFY count(DISTINCT whole.document_id) OVER (PARTITION BY unit.document_id) = 1;

-- quoted: last year's 三公 that a unit's form quotes in a reason, beside what that unit disclosed,
-- told by its budget code or else its name
CREATE TABLE quoted AS
SELECT said.document_id, said.value AS printed, last.value AS recomputed,
    said.quantum + last.rounding AS rounding, concat(said.place, ' ↔ 该单位上年', last.place) AS place,
    [said.ref] AS cells
FROM claim AS said
JOIN body USING (document_id)
JOIN prior.document AS before ON before.outcome = 'read' AND before.scope = '单位'
    AND before.division_code = body.division_code
    AND coalesce(before.unit_code = regexp_extract(said.subject, '^\d+'),
        ends_with(said.subject, before.body))
JOIN prior.disclosed AS last ON last.document_id = before.document_id
    AND last.metric = 'three_public_amount' AND last.subject = 'total'
WHERE said.metric = 'reason_three_public' AND said.fiscal_year = said.year - 1
QUALIFY count(*) OVER (PARTITION BY said.document_id, said.subject, said.ref) = 1;
