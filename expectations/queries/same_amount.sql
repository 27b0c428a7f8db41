-- One cell of statement {printed_in} = one cell of statement {printed_again_in}.
SELECT document_id, '{printed_in}' AS statement, '{place}' AS place,
    max(value) FILTER (statement = '{printed_in}') AS printed,
    max(value) FILTER (statement = '{printed_again_in}') AS recomputed,
    sum(rounding) AS rounding, list(ref) AS cells
FROM {batch}
WHERE statement = '{printed_in}' AND {cell}
    OR statement = '{printed_again_in}' AND item = 'total' AND measure = '{column}'
GROUP BY document_id
HAVING bool_or(stated)
