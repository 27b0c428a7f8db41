-- In every row, 年末 = 年初 + 本年收入 − 本年支出, where the form has carry-over columns.
SELECT document_id, statement, max(row_label) AS place,
    max(value) FILTER (measure = 'closing') AS printed,
    max(value) FILTER (measure = 'opening') + max(value) FILTER (measure = 'income')
        - max(value) FILTER (measure = 'total') AS recomputed,
    sum(rounding) AS rounding, list(ref) AS cells
FROM {batch}
WHERE statement = '{statement}' AND measure IN ('opening', 'income', 'total', 'closing')
GROUP BY document_id, statement, item
HAVING bool_or(stated) AND bool_or(measure IN ('opening', 'closing'))
