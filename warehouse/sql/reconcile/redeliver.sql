-- Deliveries that mend what column `target_id` shows otherwise: what it accepted last, once more, and withdrawals even
-- where it rejected them. What it shows and never accepted from us is not ours to change; where it has rejected something
-- newer since, an older version must not follow.
INSERT INTO exchange.delivery BY NAME
WITH last AS (
    FROM exchange.delivery WHERE target_id = getvariable('target_id')
    QUALIFY row_number() OVER (PARTITION BY item_id ORDER BY ordinal DESC) = 1
)
SELECT l.target_id,
    (SELECT max(ordinal) FROM exchange.delivery WHERE target_id = getvariable('target_id'))
        + row_number() OVER (ORDER BY l.seq, l.ordinal) AS ordinal,
    l.seq, l.item_id, l.version, l.operation, 'pending' AS state, 0 AS attempts, getvariable('run_at') AS "at"
FROM last AS l
JOIN compared AS c ON c.item_id = l.item_id
WHERE (l.state = 'accepted' OR l.state = 'rejected' AND l.operation = 'withdraw')
    AND c.verdict IN ('missing', 'stale', 'altered', 'still_shown')
ORDER BY l.seq, l.ordinal;
