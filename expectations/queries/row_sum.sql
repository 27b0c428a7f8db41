-- In every row, column {whole} = the sum of the columns {parts}.
SELECT document_id, statement, max(row_label) AS place,
    max(value) FILTER (measure = '{whole}') AS printed,
    sum(value) FILTER (measure <> '{whole}') AS recomputed,
    sum(rounding) AS rounding, list(ref) AS cells
FROM {batch}
WHERE statement = '{statement}' AND measure IN ('{whole}', {parts})
GROUP BY document_id, statement, item
HAVING bool_or(stated)
