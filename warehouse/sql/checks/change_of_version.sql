-- fatal: a version without its row in the change log, or a row without its version
SELECT 'item ' || coalesce(v.item_id, c.item_id) || ' version ' || coalesce(v.version, c.version)
    || CASE WHEN c.seq IS NULL THEN ' is not in the change log' WHEN v.item_id IS NULL THEN ' is in the change log only'
        ELSE ' is ' || c.operation || ' in the change log' END AS message,
    coalesce(v.item_id, c.item_id) AS item_id
FROM catalogue.item_version AS v
FULL JOIN exchange.change AS c ON c.item_id = v.item_id AND c.version = v.version
WHERE c.seq IS NULL OR v.item_id IS NULL OR (c.operation = 'withdraw') <> (v.withdrawn_at IS NOT NULL);
