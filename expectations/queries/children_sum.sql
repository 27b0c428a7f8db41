-- In every column, a subject of {digits} digits = the sum of the subjects printed right under it.
SELECT document_id, statement,
    max(row_label) FILTER (length(item) = {digits}) || ' / ' || max(column_label) AS place,
    max(value) FILTER (length(item) = {digits}) AS printed,
    sum(value) FILTER (length(item) > {digits}) AS recomputed,
    sum(rounding) AS rounding, list(ref) AS cells
FROM {batch}
WHERE statement = '{statement}' AND role IN ('class', 'group', 'item')
    AND (length(item) = {digits} AND NOT leaf OR length(parent) = {digits})
GROUP BY document_id, statement, measure, left(item, {digits})
HAVING bool_or(stated)
