-- Percentages of kind {kind} = their two amounts divided, rounded half up to the printed decimals.
-- Only amounts that round to the printed ones can excuse another value.
SELECT document_id, NULL AS statement, place, printed, best AS recomputed,
    allowed(printed, best, low, high) AS rounding, cells
FROM {batch}
WHERE kind = '{kind}'
