-- The oldest deliveries of a target that are in no batch, as many as it takes at once.
SELECT d.ordinal, d.seq, d.item_id, d.version, d.operation,
    CASE WHEN d.operation = 'withdraw' THEN coalesce(v.withdrawn_reason, 'no longer of this column') END AS reason
FROM (
    FROM exchange.delivery
    WHERE target_id = $target_id AND state = 'pending' AND batch_id IS NULL
    ORDER BY ordinal
    LIMIT (SELECT least($size, coalesce(batch_limit, $size)) FROM exchange.target WHERE target_id = $target_id)
) AS d
LEFT JOIN catalogue.item_version AS v
    ON v.item_id = d.item_id AND v.version = d.version AND d.operation = 'withdraw'
ORDER BY d.ordinal;
