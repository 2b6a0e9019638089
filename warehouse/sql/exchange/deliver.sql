-- Deliveries for `fresh_change`: each target sees what its filter takes; what leaves the filter is withdrawn there,
-- what it never had is not mentioned.
INSERT INTO exchange.delivery BY NAME
WITH before AS (
    SELECT d.target_id, d.item_id, arg_max(d.operation, d.ordinal) AS operation
    FROM exchange.delivery AS d
    SEMI JOIN (FROM fresh_change WHERE version > 1) AS c ON c.item_id = d.item_id
    GROUP BY d.target_id, d.item_id
),
wanted AS (
    SELECT t.target_id, c.seq, c.item_id, c.version,
        CASE WHEN c.operation = 'upsert'
                AND (len(t.categories) = 0 OR list_contains(t.categories, c.category))
                AND (len(t.units) = 0 OR list_contains(t.units, c.unit_id)) THEN 'upsert'
            WHEN b.operation = 'upsert' THEN 'withdraw' END AS operation
    FROM fresh_change AS c
    CROSS JOIN exchange.target AS t
    LEFT JOIN before AS b ON b.target_id = t.target_id AND b.item_id = c.item_id
)
SELECT w.target_id,
    coalesce(n.ordinal, 0) + row_number() OVER (PARTITION BY w.target_id ORDER BY w.seq) AS ordinal,
    w.seq, w.item_id, w.version, w.operation, 'pending' AS state, 0 AS attempts, getvariable('run_at') AS "at"
FROM wanted AS w
LEFT JOIN (SELECT target_id, max(ordinal) AS ordinal FROM exchange.delivery GROUP BY target_id) AS n
    ON n.target_id = w.target_id
WHERE w.operation IS NOT NULL
ORDER BY w.target_id, w.seq;
