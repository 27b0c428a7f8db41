-- cell: every printed amount cell of the judged documents, as the identities read it.
--
-- value     the amount in 分; a blank or dashed cell is 0, `stated` tells it from a printed 0.00
-- leaf      a subject row with no subject row printed under it in the same statement
-- parent    the nearest printed subject above this one; orphan: the statement prints that level,
--           but not this row's own parent
-- weight    how many independently rounded amounts a cell is made of: a printed non-zero cell 1, a
--           blank or zero cell 0, a class or group cell the number of its non-zero leaves in that
--           column, at least 1 where it is itself non-zero
-- rounding  weight times the worth of the last printed decimal: twice what rounding can do
-- ref       where the cell stands
--
-- Keys and labels are ENUMs, integers to group by, and the rows of a statement lie together. What is
-- read several times is made again each time: held, it would be a copy of all cells.
CREATE TYPE document_key AS ENUM (SELECT DISTINCT document_id FROM document ORDER BY ALL);
CREATE TYPE statement_key AS ENUM (SELECT DISTINCT statement FROM published ORDER BY ALL);
CREATE TYPE side_key AS ENUM (SELECT DISTINCT side FROM amount WHERE side IS NOT NULL ORDER BY ALL);
CREATE TYPE measure_key AS ENUM (SELECT measure FROM amount UNION SELECT 'total' ORDER BY ALL);
CREATE TYPE role_key AS ENUM (SELECT role FROM amount UNION SELECT 'total' ORDER BY ALL);
CREATE TYPE item_key AS ENUM (SELECT item FROM amount UNION SELECT 'total' ORDER BY ALL);
CREATE TYPE row_key AS ENUM (
    SELECT concat_ws(' ', subject_code, label) FROM (SELECT DISTINCT subject_code, label FROM amount)
    UNION SELECT '合计' ORDER BY ALL
);
CREATE TYPE column_key AS ENUM (
    SELECT DISTINCT column_label FROM amount WHERE column_label IS NOT NULL ORDER BY ALL
);

CREATE TABLE cell AS
WITH printed AS NOT MATERIALIZED (
    SELECT * REPLACE (document_id::document_key AS document_id,
        statement::statement_key AS statement, side::side_key AS side,
        item::item_key AS item, measure::measure_key AS measure, role::role_key AS role)
    FROM amount
    WHERE statement <> 'summary' OR measure = 'amount'  -- its budget columns are other statements
    UNION ALL BY NAME
    -- a statement published empty has a 合计 of zero, printed or not
    SELECT document_id::document_key AS document_id, statement::statement_key AS statement,
        'total'::item_key AS item, 'total'::measure_key AS measure, 'total'::role_key AS role,
        '合计' AS label, 'blank' AS state, page, line
    FROM published ANTI JOIN amount USING (document_id, statement)
    WHERE status = 'empty'
),
subject AS (
    SELECT DISTINCT document_id, statement, item AS code
    FROM printed
    WHERE role IN ('class', 'group', 'item')
),
level AS (
    SELECT document_id, statement, length(code) AS digits
    FROM subject
    GROUP BY ALL
),
above AS (
    SELECT child.document_id, child.statement, child.code, max(parent.code) AS parent,
        max(level.digits) > coalesce(max(length(parent.code)), 0) AS orphan
    FROM subject AS child
    JOIN level ON level.document_id = child.document_id AND level.statement = child.statement
        AND level.digits < length(child.code)
    LEFT JOIN subject AS parent ON parent.document_id = child.document_id
        AND parent.statement = child.statement
        AND parent.code = TRY_CAST(left(child.code, level.digits) AS item_key)
    GROUP BY ALL
),
family AS (
    SELECT DISTINCT document_id, statement, parent AS code
    FROM above
    WHERE parent IS NOT NULL
),
placed AS NOT MATERIALIZED (
    SELECT printed.*, above.parent, coalesce(above.orphan, false) AS orphan,
        role IN ('class', 'group', 'item') AND family.code IS NULL AS leaf
    FROM printed
    LEFT JOIN above ON above.document_id = printed.document_id
        AND above.statement = printed.statement AND above.code = printed.item
    LEFT JOIN family ON family.document_id = printed.document_id
        AND family.statement = printed.statement AND family.code = printed.item
),
share AS (
    SELECT document_id, statement, measure, TRY_CAST(left(item, digits) AS item_key) AS code,
        count(*) AS leaves
    FROM placed, (VALUES (3), (5)) AS prefix (digits)
    WHERE leaf AND fen <> 0 AND length(item) > digits
    GROUP BY ALL
)
SELECT placed.document_id, placed.statement, side, item, placed.measure, role, parent, leaf, orphan,
    column_label::column_key AS column_label,
    concat_ws(' ', subject_code, label)::row_key AS row_label,
    coalesce(fen, 0) AS value,
    state = 'amount' AS stated,
    coalesce(quantum_fen, 0) AS quantum,
    greatest(coalesce(share.leaves, 0), (fen IS NOT NULL AND fen <> 0)::INTEGER)::INTEGER AS weight,
    weight * quantum AS rounding,
    struct_pack(table_no, row_no, col_no, page, line) AS ref
FROM placed
LEFT JOIN share ON share.document_id = placed.document_id AND share.statement = placed.statement
    AND share.measure = placed.measure AND share.code = placed.item
    AND role IN ('class', 'group', 'item')
ORDER BY statement, document_id;
