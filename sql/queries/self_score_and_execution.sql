-- Self-review: how do the scores that projects give themselves compare with what they spent?
-- A document's forms count, or its narrative where it has none: names may differ between the two.
WITH chosen AS (
    FROM project_result
    QUALIFY source = min(source) OVER (PARTITION BY document_id)
),
completed AS (
    SELECT
        c.* EXCLUDE (budget_yuan, executed_yuan, rate),
        coalesce(c.budget_yuan, told.budget_yuan)     AS budget_yuan,
        coalesce(c.executed_yuan, told.executed_yuan) AS executed_yuan,
        coalesce(c.rate, told.rate)                   AS rate
    FROM chosen AS c
    LEFT JOIN project_result AS told
        ON told.document_id = c.document_id AND told.project_id = c.project_id
        AND told.source = 'narrative' AND c.source = 'form'
)
SELECT
    fiscal_year,
    department,
    scope,
    count(*)                                           AS projects,
    CAST(avg(score) AS DECIMAL(9, 2))                  AS average_score,
    round(100 * avg(rate), 2)                          AS average_percent_spent,
    wan_yuan(sum(budget_yuan))                         AS budget,
    wan_yuan(sum(executed_yuan))                       AS spent,
    count(*) FILTER (WHERE score >= 90 AND rate < 0.5) AS scored_high_spent_little
FROM completed
GROUP BY fiscal_year, department, scope, document_id
ORDER BY fiscal_year, department, scope, document_id;
