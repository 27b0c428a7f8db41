-- One claim, {whole}, = the sum of {count} others, {parts}; not testable where one is not stated.
SELECT document_id, NULL AS statement,
    max(place) FILTER (whole) || ' ↔ ' || string_agg(place, ' + ' ORDER BY line, place)
        FILTER (NOT whole AND value <> 0) AS place,
    max(value) FILTER (whole) AS printed,
    if(count(*) FILTER (NOT whole) = {count}, sum(value) FILTER (NOT whole), NULL) AS recomputed,
    sum(quantum) FILTER (value <> 0 OR whole) AS rounding, list(ref) AS cells
FROM (
    SELECT *, {whole} AS whole
    FROM {batch}
    WHERE {whole} OR {parts}
)
GROUP BY document_id
HAVING bool_or(whole) AND count(*) FILTER (NOT whole) > 0
