-- What no sum can see: rows in each other's place, subdivisions that are missing, a wrong unit. Evidence
-- is made of the order and the names of codes, of what is printed twice, and of magnitudes.
--
-- subject_row  every coded row where it stands; ascending: its code is not below that of the row before
-- subject_known  a coded row whose code is in the code lists, with whether another code has its name
CREATE TABLE subject_row AS
WITH printed AS (
    SELECT document_id, statement, item AS code, role, leaf, row_label, ref.table_no AS table_no,
        ref.row_no AS row_no, min(ref) AS ref, max(abs(value)) AS size,
        min(ref.col_no) AS col_no
    FROM cell
    WHERE role IN ('class', 'group', 'item') AND row_label IS NOT NULL
    GROUP BY ALL
),
level AS (
    SELECT document_id, statement, max(length(code)) AS deepest FROM printed GROUP BY ALL
)
-- the blocks of 06 that stand side by side are columns of their own
SELECT printed.*, deepest, coalesce(lag(code) OVER (
        PARTITION BY printed.document_id, printed.statement,
            if(printed.statement = 'basic_expenditure', (table_no, col_no), NULL)
        ORDER BY table_no, row_no) <= code, true) AS ascending
FROM printed JOIN level USING (document_id, statement);

CREATE TABLE subject_known AS
WITH own AS (
    SELECT subjects, code, list(plain(name)) AS names FROM subject_list GROUP BY ALL
),
known AS (
    SELECT DISTINCT if(statement = 'basic_expenditure', 'economic', 'functional') AS subjects, code,
        row_label, name
    FROM subject_row JOIN label USING (row_label)
    WHERE name <> ''
),
-- the same few rows stand in all documents
told AS (
    SELECT known.*, len(list_filter(own.names, lambda n: starts_with(n, known.name)
            OR starts_with(known.name, n))) = 0 AND EXISTS (
                SELECT 1 FROM subject_list AS other
                WHERE other.subjects = known.subjects AND length(other.code) = length(known.code)
                    AND other.code[:-3] = (known.code::VARCHAR)[:-3] AND plain(other.name) = known.name
            ) AS of_another
    FROM known JOIN own USING (subjects, code)
)
SELECT subject_row.*, told.subjects, told.name, of_another
FROM subject_row JOIN told ON told.code = subject_row.code
    AND told.row_label = subject_row.row_label
    AND told.subjects = if(statement = 'basic_expenditure', 'economic', 'functional');

-- exchange: two sibling rows beside the same two in another statement that prints the same fact;
-- crosswise: each has the amount of the other there, and exchanging them restores agreement
CREATE TABLE exchange AS
WITH leaf AS (
    SELECT document_id, statement::VARCHAR AS statement, measure::VARCHAR AS measure, item,
        row_label, value, ref
    FROM cell
    WHERE leaf AND value <> 0 AND measure IN ('total', 'appropriation', 'basic', 'project')
),
again (statement, measure, other_statement, other_measure) AS (
    VALUES ('income', 'total', 'expenditure', 'total'),
        ('income', 'appropriation', 'general_budget_expenditure', 'total'),
        ('expenditure', 'total', 'general_budget_expenditure', 'total'),
        ('expenditure', 'basic', 'general_budget_expenditure', 'basic'),
        ('expenditure', 'project', 'general_budget_expenditure', 'project')
),
twice AS (
    SELECT one.* RENAME (value AS here), other.value AS there, other_statement
    FROM leaf AS one JOIN again USING (statement, measure)
    JOIN leaf AS other ON other.document_id = one.document_id AND other.item = one.item
        AND other.statement = other_statement AND other.measure = other_measure
)
SELECT one.document_id, one.statement, one.other_statement,
    concat(one.row_label, ' ↔ ', two.row_label) AS place,
    one.here = two.there AND two.here = one.there AS crosswise, one.ref, two.ref AS other_ref
FROM twice AS one JOIN twice AS two ON two.document_id = one.document_id
    AND two.statement = one.statement AND two.measure = one.measure
    AND two.other_statement = one.other_statement
    AND left(two.item, 5) = left(one.item, 5) AND two.item > one.item AND two.here <> one.here;

-- displaced: an item of 06 whose amount another statement tells as well, where it prints another
-- amount and a row of the same class prints that one. Where the two agree nothing is displaced; where
-- they disagree that alone says nothing, since 06 holds basic expenditure only.
CREATE TABLE displaced AS
WITH told (item, statement, code, measure) AS (
    VALUES ('30108', 'general_budget_expenditure', '2080505', 'basic'),
        ('30109', 'general_budget_expenditure', '2080506', 'basic'),
        ('30110', 'general_budget_expenditure', '2101101', 'basic'),
        ('30110', 'general_budget_expenditure', '2101102', 'basic'),
        ('30114', 'general_budget_expenditure', '2101101', 'basic'),
        ('30114', 'general_budget_expenditure', '2101102', 'basic'),
        ('30111', 'general_budget_expenditure', '2101103', 'basic'),
        ('30113', 'general_budget_expenditure', '2210201', 'basic'),
        ('30304', 'general_budget_expenditure', '2080801', 'basic'),
        ('30212', 'three_public', 'abroad', 'actual'),
        ('30217', 'three_public', 'reception', 'actual'),
        ('30231', 'three_public', 'vehicle_operation', 'actual'),
        ('31013', 'three_public', 'vehicle_purchase', 'actual')
),
known AS (
    SELECT document_id, told.item, sum(value) AS value
    FROM told JOIN cell ON cell.statement = TRY_CAST(told.statement AS statement_key)
        AND cell.item = TRY_CAST(told.code AS item_key)
        AND cell.measure = TRY_CAST(told.measure AS measure_key)
    GROUP BY ALL
    HAVING sum(value) <> 0
),
row_06 AS (
    SELECT document_id, item, row_label, value, ref
    FROM cell
    WHERE statement = 'basic_expenditure' AND measure = 'amount' AND leaf
)
SELECT mine.document_id, concat(mine.row_label, ' ↔ ', min(its.row_label)) AS place,
    bool_or(its.item IS NOT NULL) AS displaced, mine.ref, arg_min(its.ref, its.row_label) AS other_ref
FROM row_06 AS mine JOIN known USING (document_id, item)
LEFT JOIN known AS its_own ON its_own.document_id = mine.document_id
    AND its_own.value = mine.value AND its_own.item <> mine.item
LEFT JOIN row_06 AS its ON its.document_id = mine.document_id AND mine.value <> 0
    AND mine.value <> known.value AND its.value = known.value AND its.item <> mine.item AND left(its.item, 3) = left(mine.item, 3)
    AND (its_own.item = its.item OR its.item NOT IN (SELECT item FROM told))
GROUP BY mine.document_id, mine.row_label, mine.ref, mine.item;

-- magnitude: an amount beside one told elsewhere, that may differ but not a thousandfold
CREATE TABLE magnitude AS
WITH total AS (
    SELECT document_id, value, ref,
        concat(row_label, '（表summary，', standing(ref.page, ref.line), '）') AS place
    FROM cell
    WHERE statement = 'summary' AND side = '支出' AND item = 'total' AND value > 0
)
SELECT document_id, 'narrative' AS kind, statement,
    arg_max(recomputed, (printed, place)) AS here,
    max(printed) AS there, arg_max(concat(split_part(place, ' ↔ ', 2), ' ↔ ',
        split_part(place, ' ↔ ', 1)), (printed, place)) AS place,
    arg_max(cells, (printed, place)) AS cells
FROM cell_claim
WHERE printed > 0 AND recomputed > 0
GROUP BY document_id, statement
UNION ALL BY NAME
SELECT document_id, 'forms' AS kind, 'summary' AS statement, any_value(total.value) AS here,
    sum(coalesce(form.executed, form.allotted)) AS there,
    concat(any_value(total.place), ' ↔ ', string_agg(fund_place, '、' ORDER BY fund_place)) AS place,
    [any_value(total.ref)] AS cells
FROM total JOIN form USING (document_id)
WHERE form.form LIKE '整体%' AND coalesce(form.executed, form.allotted) > 0
GROUP BY document_id
UNION ALL BY NAME
SELECT now.document_id, 'years' AS kind, 'summary' AS statement, max(now.value) AS here,
    arg_max(last.value, (now.value, now.place, last.place)) AS there,
    arg_max(concat(now.place, ' ↔ 上年', last.place), (now.value, now.place, last.place)) AS place,
    [arg_max(now.ref, (now.value, now.place, last.place))] AS cells
FROM earlier JOIN disclosed AS now USING (document_id)
JOIN prior.disclosed AS last ON last.document_id = earlier.prior_id AND last.metric = now.metric
    AND last.subject = now.subject
WHERE now.metric IN ('income_total', 'expenditure_total') AND now.value > 0 AND last.value > 0
GROUP BY now.document_id;
