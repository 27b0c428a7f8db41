-- Two claims of one document, {one} and {other}; one of them alone is no pair.
SELECT document_id, NULL AS statement,
    max(place) FILTER ({one}) || ' ↔ ' || max(place) FILTER ({other}) AS place,
    max(value) FILTER ({one}) AS printed, max(value) FILTER ({other}) AS recomputed,
    sum(quantum) AS rounding, list(ref) AS cells
FROM {batch}
WHERE {one} OR {other}
GROUP BY document_id
HAVING bool_or({one}) AND bool_or({other})
