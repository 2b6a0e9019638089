-- Deliveries that bring target `target_id` in line with its filter: all current items for a new one, the
-- differences where the filter changed. Each carries the change that wrote the item's current version.
INSERT INTO exchange.delivery BY NAME
WITH last AS (
    SELECT item_id, arg_max(operation, ordinal) AS operation, arg_max(version, ordinal) AS version
    FROM exchange.delivery WHERE target_id = getvariable('target_id') GROUP BY item_id
),
wanted AS (
    SELECT v.item_id, v.version,
        CASE WHEN v.withdrawn_at IS NULL
                AND (len(t.categories) = 0 OR list_contains(t.categories, v.category))
                AND (len(t.units) = 0 OR list_contains(t.units, v.unit_id))
            THEN CASE WHEN l.operation = 'upsert' AND l.version = v.version THEN NULL ELSE 'upsert' END
            WHEN l.operation = 'upsert' THEN 'withdraw' END AS operation
    FROM catalogue.item_version AS v
    JOIN exchange.target AS t ON t.target_id = getvariable('target_id')
    LEFT JOIN last AS l ON l.item_id = v.item_id
    WHERE v.valid_to IS NULL
)
SELECT getvariable('target_id') AS target_id,
    (SELECT coalesce(max(ordinal), 0) FROM exchange.delivery WHERE target_id = getvariable('target_id'))
        + row_number() OVER (ORDER BY c.seq) AS ordinal,
    c.seq, w.item_id, w.version, w.operation, 'pending' AS state, 0 AS attempts, getvariable('run_at') AS "at"
FROM wanted AS w
JOIN exchange.change AS c ON c.item_id = w.item_id AND c.version = w.version
WHERE w.operation IS NOT NULL
ORDER BY c.seq;
