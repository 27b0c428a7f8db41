-- Identities: how often was each tested, and how did it end?
SELECT
    identity,
    d.severity,
    d.en,
    count(*) FILTER (outcome = 'exact') AS exact,
    count(*) FILTER (outcome = 'rounding') AS within_rounding,
    count(*) FILTER (outcome = 'violated') AS violated,
    count(*) FILTER (outcome = 'waived') AS waived,
    count(*) FILTER (outcome = 'not_testable') AS not_testable
FROM dim_identity AS d
LEFT JOIN identity_result AS r USING (identity, fiscal_year)
GROUP BY ALL
ORDER BY violated DESC, identity;
