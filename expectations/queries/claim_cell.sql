-- The claims {metrics} = the statement cells their vocabulary names.
SELECT document_id, statement, place, printed, recomputed, rounding, cells
FROM {batch}
WHERE metric IN ({metrics})
