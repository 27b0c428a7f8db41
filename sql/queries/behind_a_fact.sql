-- Behind a fact: from which printed cells does the largest expenditure come, and where are they?
WITH largest AS (
    SELECT document_id, subject_code, fund, nature, amount_yuan, unnest(sources) AS cell
    FROM (
        FROM fact_expenditure
        ORDER BY abs(amount_yuan) DESC, document_id, subject_code, fund, nature
        LIMIT 1
    )
)
SELECT
    f.subject_code,
    f.fund,
    f.nature,
    f.amount_yuan AS fact_yuan,
    p.statement,
    p.printed_no,
    p.label,
    p.column_label,
    p.printed,
    p.unit,
    d.path,
    p.page,
    p.line,
    CASE WHEN p.page IS NOT NULL THEN [p.x0, p.y0, p.x1, p.y1] END AS box
FROM largest AS f
JOIN printed_amount AS p
    ON p.document_id = f.document_id
    AND p.table_no = f.cell.table_no
    AND p.row_no = f.cell.row_no
    AND p.col_no = f.cell.col_no
JOIN disclosure AS d ON d.document_id = f.document_id
ORDER BY p.table_no, p.row_no, p.col_no;
