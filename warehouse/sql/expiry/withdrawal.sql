-- Publicity lists (公示名单) whose period is over on the day of this run: payees leave nothing behind outside. A list
-- with payments of an open period stays; so does one that names no payee. Shapes as in `merge/13_withdrawal.sql`.
CREATE OR REPLACE TEMP TABLE withdrawal AS
SELECT v.item_id, v.version AS former_version, v.version + 1 AS version, v.page_key, 'expired' AS reason
FROM catalogue.item_version AS v
JOIN (
    SELECT item_id FROM finance.subsidy_payment
    WHERE level = 'household'
    GROUP BY item_id
    HAVING bool_and(publicity_to IS NOT NULL AND publicity_to < getvariable('run_at')::DATE)
) AS p ON p.item_id = v.item_id
WHERE v.valid_to IS NULL AND v.withdrawn_at IS NULL;

-- Nothing else changes with it.
CREATE OR REPLACE TEMP TABLE change_set AS
SELECT item_id, version, 0 AS position, page_key FROM withdrawal WHERE false;
