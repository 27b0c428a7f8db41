-- 三公: what did each body budget and spend, item by item, in 万元?
SELECT
    fiscal_year,
    department,
    scope,
    item_name                                              AS item,
    wan_yuan(sum(amount_yuan) FILTER (WHERE kind = '预算')) AS budget,
    any_value(basis)                                       AS budget_is,
    wan_yuan(sum(amount_yuan) FILTER (WHERE kind = '决算')) AS spent,
    round(100 * spent / nullif(budget, 0), 2)              AS percent_of_budget
FROM three_public
GROUP BY fiscal_year, department, scope, document_id, item_name, item_position
ORDER BY fiscal_year, department, scope, item_position;
