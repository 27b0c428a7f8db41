-- evidence: every statement that carries a non-zero amount, and how many different equalities that
-- read it could be tested. A row of column numbers may balance by itself; two identities that
-- balance are no accident.
CREATE TABLE evidence AS
WITH tested AS (
    SELECT DISTINCT document_id, reads.statement, result.identity
    FROM result JOIN reads USING (identity)
    WHERE outcome <> 'not_testable'
),
carried AS (
    SELECT DISTINCT document_id::VARCHAR AS document_id, statement::VARCHAR AS statement
    FROM cell
    WHERE value <> 0
)
SELECT carried.document_id, carried.statement, count(tested.identity) AS identities
FROM carried LEFT JOIN tested USING (document_id, statement)
GROUP BY ALL;
