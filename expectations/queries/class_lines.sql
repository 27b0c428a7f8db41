-- The line of a functional class in {lines} = the row of that class in {classes}.
-- A class that only one of the two lists is zero in the other, unless that other lists no class at
-- all, or an amount under a name that no class has.
SELECT document_id, '{lines}' AS statement, max(row_label) AS place,
    coalesce(sum(value) FILTER (statement = '{lines}'),
        CASE WHEN sum(count(*) FILTER (statement = '{lines}')) OVER document > 0
            AND bool_and(bool_and(item NOT LIKE 'line:%' OR value = 0)) OVER document
            THEN 0 END) AS printed,
    coalesce(sum(value) FILTER (statement = '{classes}'),
        CASE WHEN sum(count(*) FILTER (statement = '{classes}')) OVER document > 0
            THEN 0 END) AS recomputed,
    sum(rounding) AS rounding, list(ref) AS cells
FROM {batch}
WHERE statement = '{lines}' AND side = '支出' AND role = 'line' AND measure = '{column}'
    OR statement = '{classes}' AND role = 'class' AND measure = 'total'
GROUP BY document_id, item
WINDOW document AS (PARTITION BY document_id)
QUALIFY bool_or(stated) AND item NOT LIKE 'line:%'
