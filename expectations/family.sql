-- family: to which families of documents each document belongs, and whether it fails in them.
--
-- Documents of a family are read by the same code or the same template, so where too large a share
-- of them fails, that is what broke. A family is a reader, a statement, or a form of a statement:
-- its printed number and its column headers.
CREATE TABLE family AS
WITH blamed AS (
    SELECT DISTINCT document_id,
        unnest(list_append(coalesce(catalogue.statements, []), result.statement)) AS statement
    FROM result LEFT JOIN catalogue ON id = identity
    WHERE result.severity = 'critical' AND outcome = 'violated'
),
form AS (
    SELECT document_id, statement,
        list_sort(list(DISTINCT column_label) FILTER (column_label IS NOT NULL)) AS headers
    FROM cell
    GROUP BY ALL
),
carried AS (
    SELECT published.document_id, published.statement, printed_no, headers,
        blamed.document_id IS NOT NULL AND verdict = 'quarantined' AS failing
    FROM published
    JOIN verdict ON verdict.document_id = published.document_id
    LEFT JOIN form ON form.document_id = published.document_id
        AND form.statement = published.statement
    LEFT JOIN blamed ON blamed.document_id = published.document_id
        AND blamed.statement = published.statement
    WHERE published.status = 'found' AND verdict <> 'rejected'
)
SELECT 'read as ' || reader AS family, document_id, verdict = 'quarantined' AS failing
FROM verdict JOIN document USING (document_id)
WHERE verdict <> 'rejected' AND reader IS NOT NULL
UNION ALL
SELECT 'with ' || statement, document_id, failing FROM carried
UNION ALL
SELECT concat('with ', statement, ' as ', coalesce(printed_no, 'a table without a number'), ' (',
        array_to_string(headers, '、'), ')'), document_id, failing
FROM carried
WHERE len(headers) > 0;
