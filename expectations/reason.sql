-- reason: the amounts that the reason of one indicator quotes; what was spent where no budget of the
-- year is quoted. A page holds several reasons: the sentence tells whose it is.
CREATE TABLE reason AS
SELECT claim.document_id, indicator.form_no, level3, min(claim.ref) AS ref,
    placed(subject || '·原因', min(claim.ref).page, min(claim.ref).line) AS place,
    max(value) FILTER (metric = 'reason_initial_budget') AS initial,
    max(quantum) FILTER (metric = 'reason_initial_budget') AS initial_q,
    coalesce(max(value) FILTER (metric = 'reason_budget'),
        max(value) FILTER (metric = 'reason_executed')) AS adjusted,
    coalesce(max(quantum) FILTER (metric = 'reason_budget'),
        max(quantum) FILTER (metric = 'reason_executed')) AS adjusted_q,
    max(value) FILTER (metric = 'reason_executed') AS executed,
    max(quantum) FILTER (metric = 'reason_executed') AS executed_q,
    coalesce(max(value) FILTER (metric = 'reason_budget'),
        max(value) FILTER (metric = 'reason_initial_budget')) AS allotted,
    max(value) FILTER (metric = 'reason_three_public' AND of_year) AS public,
    max(quantum) FILTER (metric = 'reason_three_public' AND of_year) AS public_q,
    max(value) FILTER (metric = 'reason_three_public' AND fiscal_year = year - 1) AS public_last,
    max(quantum) FILTER (metric = 'reason_three_public' AND fiscal_year = year - 1) AS last_q
FROM claim JOIN indicator ON indicator.document_id = claim.document_id
    AND indicator.entity = claim.subject AND indicator.ref = claim.ref
    AND contains(indicator.deviation, claim.sentence)
WHERE section = 'reason' AND value IS NOT NULL AND note IS NULL
GROUP BY claim.document_id, indicator.form_no, subject, level3;

-- reason_rate: a rate a unit reports beside the amounts its reasons quote. 调整率 may be told by the
-- reason of another indicator. A rate up to 2 without % is a share or a percentage: what lies nearer.
CREATE TABLE reason_rate AS
WITH pair AS (
    SELECT indicator.document_id, indicator.rate, rate_step, hundredths(actual) AS bare,
        greatest(1, 100 // pow(10, decimals(actual))::BIGINT)::BIGINT AS bare_step,
        indicator.level3 = '预算执行率' AS execution,
        indicator.level3 = '预算调整率' AS adjustment,
        indicator.place AS said, reason.place AS told, [indicator.ref, reason.ref] AS cells, reason.*
            EXCLUDE (document_id, level3, place, ref)
    FROM indicator JOIN reason USING (document_id, form_no)
    WHERE form = '整体自评' AND indicator.rate IS NOT NULL
        AND (indicator.level3 IN ('预算执行率', '预算调整率')
            OR indicator.level3 LIKE '%三公%变动率')
        AND (indicator.level3 = '预算调整率' OR reason.level3 = indicator.level3)
    QUALIFY row_number() OVER (PARTITION BY indicator.document_id, form_no, indicator.level3
        ORDER BY reason.initial IS NULL, reason.level3 <> indicator.level3, reason.level3) = 1
),
amount AS (
    SELECT *, CASE WHEN execution THEN executed WHEN adjustment THEN abs(adjusted - initial)
            ELSE public - public_last END AS num,
        CASE WHEN execution THEN executed_q WHEN adjustment THEN adjusted_q + initial_q
            ELSE public_q + last_q END AS num_q,
        CASE WHEN execution THEN allotted WHEN adjustment THEN initial ELSE public_last END AS den,
        CASE WHEN execution OR adjustment THEN initial_q ELSE last_q END AS den_q
    FROM pair
),
read AS (
    SELECT * REPLACE (if(nearer, bare, rate) AS rate, if(nearer, bare_step, rate_step) AS rate_step)
    FROM (SELECT *, coalesce(abs(bare - percent(num, den, 1)) < abs(rate - percent(num, den, 1)),
        false) AS nearer FROM amount)
),
corner AS (
    SELECT *, percent(num, den, rate_step) AS best, cut_percent(num, den, rate_step) AS cut,
        percent(2 * num - num_q, 2 * den + coalesce(den_q, 0), rate_step) AS low,
        percent(2 * num + num_q, 2 * den - coalesce(den_q, 0), rate_step) AS high
    FROM read
)
SELECT document_id, rate AS printed, best, low, high, cells,
    concat(said, ' ↔ ', told, '所述金额', cut_off(rate, best, low, high, cut)) AS place
FROM corner
WHERE num IS NOT NULL AND den IS NOT NULL;

-- reason_initial: the initial budget a reason quotes beside the one in the head of its form
CREATE TABLE reason_initial AS
SELECT reason.document_id, reason.place AS told, reason.initial AS said, reason.initial_q AS said_q,
    fund_place, head_initial, head_q, [reason.ref, fund_ref] AS cells
FROM reason JOIN form USING (document_id, form_no)
WHERE form.form = '整体自评' AND reason.initial IS NOT NULL;
