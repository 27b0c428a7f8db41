-- In every column, the 合计 row = the sum of the leaves (项, or the deepest level printed).
SELECT document_id, statement, '合计 / ' || max(column_label) AS place,
    max(value) FILTER (item = 'total') AS printed,
    sum(value) FILTER (leaf) AS recomputed,
    sum(rounding) AS rounding, list(ref) AS cells
FROM {batch}
WHERE statement = '{statement}' AND (item = 'total' OR leaf)
GROUP BY document_id, statement, measure
HAVING bool_or(stated)
