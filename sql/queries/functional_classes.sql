-- Functional classes: where does the money go, in 万元, and what is the share of each class?
SELECT
    fiscal_year,
    scope,
    class_code,
    class,
    count(DISTINCT document_id)                AS bodies,
    wan_yuan(sum(amount_yuan))                 AS spent,
    round(100 * spent / sum(spent) OVER year, 2) AS percent
FROM expenditure
GROUP BY fiscal_year, scope, class_code, class
WINDOW year AS (PARTITION BY fiscal_year, scope)
ORDER BY fiscal_year, scope, spent DESC, class_code;
