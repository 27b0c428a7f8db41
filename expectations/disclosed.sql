-- What a document says of a metric, in a statement cell or else in a claim.
--
-- disclosed   a metric and subject with the value that counts
-- cell_claim  a claim beside the statement cells it must equal; null where no such cell is printed

-- label: what a coded row is called, without its code; the same few names stand in all documents
CREATE TABLE label AS
SELECT row_label, plain(regexp_replace(row_label, '^[\d ]+', '')) AS name
FROM (SELECT DISTINCT row_label FROM cell WHERE role IN ('class', 'group', 'item'))
WHERE row_label IS NOT NULL;

-- meant: the cells that metrics mean, in the keys of these documents; what none prints is left out
CREATE TABLE meant AS
SELECT metric, subject, n, TRY_CAST(statement AS statement_key) AS statement,
    TRY_CAST(side AS side_key) AS side, TRY_CAST(item AS item_key) AS item,
    TRY_CAST(measure AS measure_key) AS measure
FROM metric_cell
WHERE TRY_CAST(statement AS statement_key) IS NOT NULL
    AND (metric_cell.side IS NULL OR TRY_CAST(metric_cell.side AS side_key) IS NOT NULL);

-- spoken: a subject as the narrative says it, and the path of names that it is
CREATE TABLE spoken AS
SELECT subject, array_to_string(list_transform(string_split(subject, '/'), lambda s: plain(s)), '/')
    AS path
FROM (SELECT DISTINCT subject FROM claim);

-- subjects of the statements by name: 类/款/项, 类/项 or the name alone; one name, one code. Only of
-- statements in which a metric means a row by its name
CREATE TABLE named AS
WITH subject AS (
    SELECT DISTINCT document_id, statement, item AS code, name
    FROM cell JOIN label USING (row_label)
    WHERE role IN ('class', 'group', 'item')
        AND statement IN (SELECT statement FROM meant WHERE subject IS NULL)
),
path AS (
    SELECT s.document_id, s.statement, s.code, unnest([s.name, above.name || '/' || s.name,
        above.name || '/' || middle.name || '/' || s.name]) AS path
    FROM subject AS s
    LEFT JOIN subject AS above ON above.document_id = s.document_id
        AND above.statement = s.statement AND above.code = left(s.code, 3) AND s.code <> above.code
    LEFT JOIN subject AS middle ON middle.document_id = s.document_id
        AND middle.statement = s.statement AND middle.code = left(s.code, 5)
        AND length(s.code) = 7
)
SELECT document_id, statement, path, min(code) AS code
FROM path
WHERE path IS NOT NULL
GROUP BY document_id, statement, path
HAVING starts_with(max(code), min(code));  -- and so does every code between them

CREATE TABLE disclosed_cell AS
SELECT document_id, metric, subject, sum(value)::BIGINT AS value, sum(rounding)::BIGINT AS rounding,
    min(cell.statement::VARCHAR) AS statement,
    string_agg(DISTINCT concat_ws(' / ', row_label, column_label), '、'
        ORDER BY concat_ws(' / ', row_label, column_label)) AS cell_label,
    arg_min(ref, {'statement': cell.statement::VARCHAR, 'ref': ref}) AS ref
FROM meant JOIN cell ON cell.statement = meant.statement AND cell.item = meant.item
    AND cell.measure = meant.measure AND (meant.side IS NULL OR cell.side = meant.side)
WHERE subject IS NOT NULL
GROUP BY document_id, metric, subject
HAVING bool_or(n = '0');

CREATE TABLE cell_claim AS
WITH by_name AS (
    SELECT claim.document_id, claim.metric, claim.subject, cell.value, cell.rounding,
        cell.statement::VARCHAR AS statement,
        concat_ws(' / ', row_label, column_label) AS cell_label, cell.ref
    FROM (SELECT DISTINCT document_id, metric, subject FROM claim) AS claim
    JOIN meant ON meant.metric = claim.metric AND meant.subject IS NULL
    JOIN spoken ON spoken.subject = claim.subject
    JOIN named ON named.document_id = claim.document_id AND named.statement = meant.statement
        AND named.path = spoken.path
    JOIN cell ON cell.document_id = claim.document_id AND cell.statement = named.statement
        AND cell.item = named.code AND cell.measure = meant.measure
    QUALIFY count(*) OVER (PARTITION BY claim.document_id, claim.metric, claim.subject) = 1
),
target AS (
    SELECT DISTINCT metric, subject, statement FROM metric_cell WHERE n = '0'
)
SELECT claim.document_id, target.statement, claim.metric, claim.value AS printed,
    found.value AS recomputed, claim.quantum + found.rounding AS rounding,
    concat(claim.place, ' ↔ ', coalesce(found.cell_label, '报表'), '（表', found.statement, '，',
        standing(found.ref.page, found.ref.line), '）') AS place,
    [claim.ref, found.ref] AS cells
FROM claim
JOIN target ON target.metric = claim.metric AND coalesce(target.subject, claim.subject) = claim.subject
LEFT JOIN (FROM disclosed_cell UNION ALL BY NAME FROM by_name) AS found
    ON found.document_id = claim.document_id AND found.metric = claim.metric
    AND found.subject = claim.subject
WHERE of_year AND note IS NULL AND claim.value IS NOT NULL;

CREATE TABLE disclosed AS
SELECT document_id, metric, subject, value, rounding,
    concat(cell_label, '（表', statement, '，', standing(ref.page, ref.line), '）') AS place, ref
FROM disclosed_cell
UNION ALL BY NAME
SELECT document_id, metric, subject, value, quantum AS rounding, place, ref
FROM fact ANTI JOIN disclosed_cell USING (document_id, metric, subject);
