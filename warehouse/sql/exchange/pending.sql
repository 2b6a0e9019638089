-- The `wanted` oldest deliveries of a target that are in no batch, as `forming`; `batch_number` counts batches of `size` from
-- 0. What would be a second mention of an item's version (withdrawn and sent again as a filter changed) waits until the
-- first is settled: a receipt could not tell the two apart. The limit is a variable, so that no whole outbox is sorted.
CREATE OR REPLACE TEMP TABLE forming AS
WITH waiting AS (
    SELECT ordinal, seq, item_id, version, operation,
        row_number() OVER (PARTITION BY item_id, version ORDER BY ordinal) AS mention
    FROM (
        SELECT ordinal, seq, item_id, version, operation FROM exchange.delivery
        WHERE target_id = getvariable('target_id') AND state = 'pending' AND batch_id IS NULL
        ORDER BY ordinal
        LIMIT getvariable('wanted')
    )
)
SELECT * EXCLUDE (mention), (row_number() OVER (ORDER BY ordinal) - 1) // getvariable('size') AS batch_number
FROM waiting
WHERE ordinal < coalesce((SELECT min(ordinal) FROM waiting WHERE mention > 1), ordinal + 1)
ORDER BY ordinal;

SELECT d.ordinal, d.seq, d.item_id, d.version, d.operation, d.batch_number,
    CASE WHEN d.operation = 'withdraw' THEN coalesce(v.withdrawn_reason, 'no longer of this column') END AS reason
FROM forming AS d
LEFT JOIN (
    SELECT item_id, version, withdrawn_reason FROM catalogue.item_version WHERE withdrawn_at IS NOT NULL
) AS v ON v.item_id = d.item_id AND v.version = d.version AND d.operation = 'withdraw'
ORDER BY d.ordinal;
