-- An amount is of the magnitude that {kind} tell: neither is a thousand times the other or more.
SELECT document_id, statement, place, here AS printed, there AS recomputed,
    2 * 998 * least(here, there) AS rounding, cells
FROM {batch}
WHERE kind = '{kind}'
