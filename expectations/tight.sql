-- tight: every equality of amounts that just reaches its bound. Rounding half up leaves each amount
-- less than half a unit on one side, so that a sum of N amounts may be off by less than N halves,
-- never by N halves: what reaches the bound passes, and is said to have reached it.
CREATE TABLE tight AS
SELECT document_id, identity, statement, place, printed, recomputed, rounding
FROM result
WHERE outcome = 'rounding' AND severity = 'critical' AND 2 * abs(printed - recomputed) = rounding
    AND identity IN (SELECT identity FROM reads);
