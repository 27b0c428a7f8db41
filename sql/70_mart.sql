-- Marts: what contradicts what, and what a year says of the year before. One row an answer.

CREATE VIEW contradictions AS
SELECT
    r.document_id,
    d.path,
    d.department,
    d.scope,
    r.fiscal_year,
    r.identity,
    r.statement,
    r.place,
    r.printed,
    r.recomputed,
    r.difference,
    r.outcome,
    r.finding_zh,
    r.finding_en,
    i.zh AS demand_zh,
    i.en AS demand_en,
    c.cells
FROM identity_result AS r
JOIN disclosure AS d USING (document_id)
LEFT JOIN dim_identity AS i ON i.fiscal_year = r.fiscal_year AND i.identity = r.identity
LEFT JOIN (
    SELECT document_id, identity, statement, place,
        list({'table_no': table_no, 'row_no': row_no, 'col_no': col_no, 'page': page, 'line': line}
            ORDER BY table_no, row_no, col_no, page, line) AS cells
    FROM identity_cell
    GROUP BY ALL
) AS c ON c.document_id = r.document_id AND c.identity = r.identity
    AND c.statement IS NOT DISTINCT FROM r.statement AND c.place IS NOT DISTINCT FROM r.place
WHERE r.outcome IN ('violated', 'waived') AND r.severity = 'warning' AND d.status = 'published';

COMMENT ON VIEW   contradictions             IS 'One row a contradiction that stands in a published document: an identity of severity warning that it violates';
COMMENT ON COLUMN contradictions.document_id IS 'The document, as in disclosure';
COMMENT ON COLUMN contradictions.path        IS 'Its path below raw/';
COMMENT ON COLUMN contradictions.department  IS 'Name of the body as printed';
COMMENT ON COLUMN contradictions.scope       IS '部门 or 单位';
COMMENT ON COLUMN contradictions.fiscal_year IS 'Fiscal year of the document';
COMMENT ON COLUMN contradictions.identity    IS 'Identity, as in dim_identity';
COMMENT ON COLUMN contradictions.statement   IS 'Statement or relation whose number was tested';
COMMENT ON COLUMN contradictions.place       IS 'Where that number stands';
COMMENT ON COLUMN contradictions.printed     IS 'The number printed there';
COMMENT ON COLUMN contradictions.recomputed  IS 'The number that the other place gives';
COMMENT ON COLUMN contradictions.difference  IS 'Printed minus recomputed';
COMMENT ON COLUMN contradictions.outcome     IS 'violated, or waived where a person has overruled it';
COMMENT ON COLUMN contradictions.finding_zh  IS 'What contradicts what, in one Chinese sentence';
COMMENT ON COLUMN contradictions.finding_en  IS 'What contradicts what, in one English sentence';
COMMENT ON COLUMN contradictions.demand_zh   IS 'What the identity demands, in Chinese';
COMMENT ON COLUMN contradictions.demand_en   IS 'What the identity demands, in English';
COMMENT ON COLUMN contradictions.cells       IS 'Where the numbers stand that took part: both places';

-- What a document claims of a metric, beside what its statements print of it: the cells that
-- dim_metric.equals names, each once, added up.
CREATE VIEW stated_amount AS
WITH wanted AS (
    SELECT DISTINCT metric, subject FROM fact_narrative_claim
    UNION
    SELECT DISTINCT m.previous, c.subject
    FROM fact_narrative_claim AS c JOIN dim_metric AS m USING (metric)
    WHERE m.previous IS NOT NULL
),
member AS (
    SELECT metric, e.subject AS of_subject, e.statement, e.side, e.item, e.label, e.measure
    FROM (SELECT metric, unnest(equals) AS e FROM dim_metric)
),
cell AS (
    SELECT
        w.metric,
        w.subject,
        m.statement,
        m.side,
        replace(m.item, '{subject}', coalesce(w.subject, ''))    AS item,
        replace(m.label, '{subject}', coalesce(w.subject, ''))   AS label,
        replace(m.measure, '{subject}', coalesce(w.subject, '')) AS measure
    FROM wanted AS w
    JOIN member AS m ON m.metric = w.metric
    WHERE m.of_subject = coalesce(w.subject, '*')
        OR m.of_subject = '*' AND NOT EXISTS (
            FROM member AS own WHERE own.metric = w.metric AND own.of_subject = w.subject
        )
),
printed AS (
    SELECT p.document_id, p.fiscal_year, c.metric, c.subject, p.statement, c.item, c.label,
        max(p.amount_yuan) AS value_yuan, min(p.page) AS page, min(p.line) AS line
    FROM cell AS c
    JOIN printed_amount AS p
        ON p.statement = c.statement AND p.measure = c.measure AND p.state = 'amount'
        AND (c.side IS NULL OR p.side = c.side)
        AND (c.item IS NULL OR p.item = c.item)
        AND (c.label IS NULL OR p.label = c.label)
    GROUP BY ALL
)
SELECT document_id, fiscal_year AS document_year, fiscal_year, metric, subject, 'printed' AS basis,
    NULL AS section, NULL::INTEGER AS occurrence, CAST(sum(value_yuan) AS DECIMAL(20, 2)) AS value_yuan,
    min(page) AS page, min(line) AS line
FROM printed
GROUP BY document_id, fiscal_year, metric, subject
UNION ALL
SELECT document_id, fiscal_year, claim_year, metric, subject, 'claimed',
    section, occurrence, value_yuan, page, line
FROM fact_narrative_claim
WHERE value_yuan IS NOT NULL;

COMMENT ON VIEW   stated_amount               IS 'Amounts of the metrics of the narrative, as claimed there and as printed in the statements: one row a document, metric, subject and place';
COMMENT ON COLUMN stated_amount.document_id   IS 'The document, as in disclosure';
COMMENT ON COLUMN stated_amount.document_year IS 'Fiscal year of the document';
COMMENT ON COLUMN stated_amount.fiscal_year   IS 'Year the amount is of';
COMMENT ON COLUMN stated_amount.metric        IS 'What is measured, as in dim_metric';
COMMENT ON COLUMN stated_amount.subject       IS 'Of what';
COMMENT ON COLUMN stated_amount.basis         IS 'printed in a statement, or claimed in the narrative';
COMMENT ON COLUMN stated_amount.section       IS 'Section of the narrative where it is claimed';
COMMENT ON COLUMN stated_amount.occurrence    IS 'Which of the claims there';
COMMENT ON COLUMN stated_amount.value_yuan    IS 'Amount in 元';
COMMENT ON COLUMN stated_amount.page          IS 'Page (PDF), the first where several cells are added';
COMMENT ON COLUMN stated_amount.line          IS 'Line (text), the first where several cells are added';

CREATE VIEW implied_prior_year AS
WITH change AS (
    SELECT c.* REPLACE (m.previous AS metric),
        coalesce(c.value_yuan, CASE WHEN c.value = 0 THEN 0 END) AS change_yuan
    FROM fact_narrative_claim AS c JOIN dim_metric AS m USING (metric)
    WHERE m.previous IS NOT NULL AND c.value IS NOT NULL
),
stated AS (
    SELECT c.*, s.value_yuan AS stated_yuan, s.basis AS stated_basis
    FROM change AS c
    JOIN stated_amount AS s
        ON s.document_id = c.document_id AND s.metric = c.metric
        AND s.subject IS NOT DISTINCT FROM c.subject AND s.fiscal_year = c.claim_year
    WHERE c.change_yuan IS NOT NULL
    QUALIFY 1 = row_number() OVER (
        PARTITION BY c.document_id, c.section, c.metric, c.subject, c.occurrence
        ORDER BY s.basis = 'printed', s.section IS DISTINCT FROM c.section, s.section, s.occurrence
    )
),
before AS (
    SELECT s.*, d.department_id
    FROM stated_amount AS s JOIN disclosure AS d USING (document_id)
    QUALIFY 1 = row_number() OVER (
        PARTITION BY d.department_id, s.fiscal_year, s.metric, s.subject
        ORDER BY s.document_year <> s.fiscal_year, s.basis = 'claimed', s.section, s.occurrence,
            s.document_id
    )
)
SELECT
    c.document_id,
    d.path,
    d.department,
    c.department_id,
    c.scope,
    c.fiscal_year,
    c.metric,
    c.subject,
    c.section,
    c.occurrence,
    c.claim_year,
    c.stated_yuan,
    c.stated_basis,
    CAST(c.change_yuan AS DECIMAL(20, 2))                                AS change_yuan,
    CAST(c.stated_yuan - c.change_yuan AS DECIMAL(20, 2))                AS implied_yuan,
    c.claim_year - 1                                                     AS prior_year,
    b.value_yuan                                                         AS prior_yuan,
    CASE WHEN b.document_year <> b.fiscal_year THEN 'claimed_later' ELSE b.basis END AS prior_basis,
    b.document_id                                                        AS prior_document_id,
    CAST(c.stated_yuan - c.change_yuan - b.value_yuan AS DECIMAL(20, 2)) AS difference_yuan,
    c.page,
    c.line
FROM stated AS c
JOIN disclosure AS d USING (document_id)
LEFT JOIN before AS b
    ON b.department_id = c.department_id AND b.fiscal_year = c.claim_year - 1
    AND b.metric = c.metric AND b.subject IS NOT DISTINCT FROM c.subject;

COMMENT ON VIEW   implied_prior_year                   IS 'What a document says of the year before (value minus 比上年增减额), beside what the disclosure of that body and scope states of that year: one row a stated change';
COMMENT ON COLUMN implied_prior_year.document_id       IS 'The document, as in disclosure';
COMMENT ON COLUMN implied_prior_year.path              IS 'Its path below raw/';
COMMENT ON COLUMN implied_prior_year.department        IS 'Name of the body as printed';
COMMENT ON COLUMN implied_prior_year.department_id     IS 'The body, as in dim_department';
COMMENT ON COLUMN implied_prior_year.scope             IS '部门 or 单位; only a disclosure of the same scope is looked up';
COMMENT ON COLUMN implied_prior_year.fiscal_year       IS 'Fiscal year of the document';
COMMENT ON COLUMN implied_prior_year.metric            IS 'What is measured, as in dim_metric';
COMMENT ON COLUMN implied_prior_year.subject           IS 'Of what';
COMMENT ON COLUMN implied_prior_year.section           IS 'Section in which the change is stated';
COMMENT ON COLUMN implied_prior_year.occurrence        IS 'Which of the changes of this metric and subject there, from 1';
COMMENT ON COLUMN implied_prior_year.claim_year        IS 'Year the sentence speaks of';
COMMENT ON COLUMN implied_prior_year.stated_yuan       IS 'Value of that year, in 元';
COMMENT ON COLUMN implied_prior_year.stated_basis      IS 'claimed in the narrative, in the same section if it can be; else printed in the statement';
COMMENT ON COLUMN implied_prior_year.change_yuan       IS 'Change on the year before as stated, in 元, signed; 持平 is 0';
COMMENT ON COLUMN implied_prior_year.implied_yuan      IS 'stated_yuan minus change_yuan: the value of the year before that follows';
COMMENT ON COLUMN implied_prior_year.prior_year        IS 'The year before';
COMMENT ON COLUMN implied_prior_year.prior_yuan        IS 'What is stated of it by the same body and scope, in 元; null where we hold nothing';
COMMENT ON COLUMN implied_prior_year.prior_basis       IS 'printed in a statement of that year, claimed in its narrative, or claimed_later by a document of another year';
COMMENT ON COLUMN implied_prior_year.prior_document_id IS 'The document that states it';
COMMENT ON COLUMN implied_prior_year.difference_yuan   IS 'implied_yuan minus prior_yuan';
COMMENT ON COLUMN implied_prior_year.page              IS 'Page (PDF) of the change';
COMMENT ON COLUMN implied_prior_year.line              IS 'Line (text) of the change';

-- Results of projects at the end of the year; forms of monitoring are mid-year and stay out.
CREATE VIEW project_result AS
WITH form AS (
    SELECT f.*
    FROM fact_performance_fund AS f
    WHERE f.project_id IS NOT NULL AND NOT f.is_monitoring
    QUALIFY 1 = row_number() OVER (
        PARTITION BY document_id, form_no ORDER BY item <> '年度资金总额', position
    )
),
total AS (
    SELECT document_id, form_no, max(TRY_CAST(total_score AS DECIMAL(24, 6))) AS score
    FROM performance_total
    GROUP BY document_id, form_no
),
told AS (
    SELECT
        document_id,
        project_id,
        subject                                                                        AS entity,
        arg_min(value_yuan, occurrence) FILTER (WHERE metric = 'project_budget')       AS budget_yuan,
        arg_min(value_yuan, occurrence) FILTER (WHERE metric = 'project_executed')     AS executed_yuan,
        arg_min(value, occurrence) FILTER (WHERE metric = 'project_execution_rate')    AS percent,
        arg_min(value, occurrence) FILTER (WHERE metric = 'project_score')             AS score,
        min(page)                                                                      AS page,
        min(line)                                                                      AS line
    FROM fact_narrative_claim
    WHERE project_id IS NOT NULL
    GROUP BY document_id, project_id, subject
),
result AS (
    SELECT document_id, f.project_id, entity, 'form' AS source, f.budget_yuan, f.executed_yuan,
        f.rate AS rate_printed, t.score, f.page, f.line
    FROM form AS f LEFT JOIN total AS t USING (document_id, form_no)
    UNION ALL
    SELECT document_id, project_id, entity, 'narrative', budget_yuan, executed_yuan,
        CAST(percent / 100 AS DECIMAL(24, 6)), score, page, line
    FROM told
)
SELECT
    r.document_id,
    d.department_id,
    d.department,
    d.scope,
    d.fiscal_year,
    r.project_id,
    p.project,
    r.entity,
    r.source,
    r.budget_yuan,
    r.executed_yuan,
    r.rate_printed,
    TRY_CAST(r.executed_yuan / nullif(r.budget_yuan, 0) AS DECIMAL(24, 6)) AS rate_computed,
    coalesce(rate_computed, r.rate_printed)                                AS rate,
    r.score,
    r.page,
    r.line
FROM result AS r
JOIN disclosure AS d USING (document_id)
LEFT JOIN dim_project AS p ON p.fiscal_year = d.fiscal_year AND p.project_id = r.project_id;

COMMENT ON VIEW   project_result               IS 'What a project spent and scored in the year, by its own word: one row a document, form or project of the narrative, and source. Monitoring, which is mid-year, is left out';
COMMENT ON COLUMN project_result.document_id   IS 'The document, as in disclosure';
COMMENT ON COLUMN project_result.department_id IS 'The body, as in dim_department';
COMMENT ON COLUMN project_result.department    IS 'Name of the body as printed';
COMMENT ON COLUMN project_result.scope         IS '部门 or 单位; never add the one to the other';
COMMENT ON COLUMN project_result.fiscal_year   IS 'Fiscal year';
COMMENT ON COLUMN project_result.project_id    IS 'The project, as in dim_project';
COMMENT ON COLUMN project_result.project       IS 'Its normalised name';
COMMENT ON COLUMN project_result.entity        IS 'Its name as printed there';
COMMENT ON COLUMN project_result.source        IS 'form (项目支出绩效自评表) or narrative; never add the one to the other';
COMMENT ON COLUMN project_result.budget_yuan   IS '全年预算数 in 元: of 年度资金总额, else of the first money line';
COMMENT ON COLUMN project_result.executed_yuan IS '执行数 in 元, of the same line';
COMMENT ON COLUMN project_result.rate_printed  IS '执行率 as printed, as a fraction';
COMMENT ON COLUMN project_result.rate_computed IS 'executed_yuan by budget_yuan, to six decimals';
COMMENT ON COLUMN project_result.rate          IS 'rate_computed, else rate_printed';
COMMENT ON COLUMN project_result.score         IS 'Total score it gave itself';
COMMENT ON COLUMN project_result.page          IS 'Page (PDF)';
COMMENT ON COLUMN project_result.line          IS 'Line (text)';
