-- fatal: deliveries of a target with a gap, or an item's older version after a newer one
SELECT 'target ' || target_id || ' has ' || count(*) || ' deliveries, the last one ' || max(ordinal) AS message,
    NULL AS item_id
FROM exchange.delivery GROUP BY target_id HAVING max(ordinal) <> count(*)
UNION ALL
SELECT 'target ' || target_id || ' gets version ' || version || ' of item ' || item_id || ' after version ' || former,
    item_id
FROM (
    SELECT target_id, item_id, version,
        lag(version) OVER (PARTITION BY target_id, item_id ORDER BY ordinal) AS former
    FROM exchange.delivery
) WHERE version < former;
