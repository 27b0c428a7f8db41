-- {metric} of a project in the narrative = the same number in its form.
SELECT document_id, NULL AS statement, place, printed, recomputed, rounding, cells
FROM {batch}
WHERE metric = '{metric}'
