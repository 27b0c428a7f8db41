-- Basic or project: how much of each body's expenditure keeps it running, in 万元?
SELECT
    fiscal_year,
    department,
    scope,
    wan_yuan(sum(amount_yuan) FILTER (WHERE nature = '基本'))                AS basic,
    wan_yuan(sum(amount_yuan) FILTER (WHERE nature = '项目'))                AS project,
    wan_yuan(sum(amount_yuan) FILTER (WHERE nature NOT IN ('基本', '项目'))) AS other,
    wan_yuan(sum(amount_yuan))                                             AS total,
    round(100 * basic / nullif(total, 0), 2)                               AS percent_basic
FROM expenditure
GROUP BY fiscal_year, department, scope, document_id
ORDER BY fiscal_year, total DESC, department;
