-- Scored high, spent little: which projects gave themselves 90 or more after spending less than half?
SELECT
    fiscal_year,
    department,
    scope,
    arg_min(entity, source)                           AS project,
    wan_yuan(arg_min(budget_yuan, source))            AS budget,
    wan_yuan(arg_min(executed_yuan, source))          AS spent,
    round(100 * arg_min(rate, source), 2)             AS percent_spent,
    CAST(arg_min(score, source) AS DECIMAL(9, 2))     AS score,
    string_agg(DISTINCT source, ', ' ORDER BY source) AS told_in,
    arg_min(page, source)                             AS page,
    arg_min(line, source)                             AS line,
    document_id
FROM project_result
WHERE score >= 90 AND rate < 0.5
GROUP BY fiscal_year, department, scope, document_id, project_id
ORDER BY percent_spent, fiscal_year, department, project;
