-- Contradictions: which published documents say two things at once, where, and by how much?
SELECT
    fiscal_year,
    department,
    scope,
    identity,
    place,
    printed,
    recomputed,
    difference,
    coalesce(finding_zh, demand_zh) AS finding_zh,
    coalesce(finding_en, demand_en) AS finding_en,
    outcome,
    path
FROM contradictions
ORDER BY fiscal_year, department, scope, path, identity, place;
