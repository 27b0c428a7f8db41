-- Corrected accounts: which bodies replaced what they had published, and which totals changed?
SELECT
    department,
    scope,
    fiscal_year,
    changed_at,
    count(*) AS amounts_changed,
    count(*) FILTER (role IN ('total', 'grand_total')) AS totals_changed,
    wan_yuan(max_by(difference_yuan, abs(difference_yuan))) AS largest_difference,
    max_by(concat_ws(' / ', statement, label, column_label), abs(difference_yuan)) AS at
FROM changed_amount
GROUP BY ALL
ORDER BY abs(largest_difference) DESC;
