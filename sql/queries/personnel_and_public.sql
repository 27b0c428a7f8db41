-- Personnel or public cost: what does each body's basic expenditure pay for, in 万元?
SELECT
    f.fiscal_year,
    b.department,
    b.scope,
    wan_yuan(sum(f.amount_yuan) FILTER (WHERE f.side = '人员经费')) AS personnel,
    wan_yuan(sum(f.amount_yuan) FILTER (WHERE f.side = '公用经费')) AS public_cost,
    round(100 * personnel / wan_yuan(sum(f.amount_yuan)), 2)       AS percent_personnel,
    arg_max(s.name, f.amount_yuan)                                 AS largest_item
FROM fact_basic_expenditure AS f
LEFT JOIN body AS b USING (department_id, fiscal_year)
LEFT JOIN dim_economic_subject AS s USING (fiscal_year, subject_code)
GROUP BY f.fiscal_year, b.department, b.scope, f.document_id
ORDER BY f.fiscal_year, personnel DESC, b.department;
