-- The oldest deliveries of a target that are in no batch, as many as `ahead` batches take, as `forming`; `batch_number` counts
-- the batches from 0. What would be a second mention of an item's version (withdrawn and sent again as a filter changed)
-- waits until the first is settled: a receipt could not tell the two apart.
CREATE OR REPLACE TEMP TABLE forming AS
WITH limits AS (
    SELECT least(getvariable('size'), coalesce(batch_limit, getvariable('size'))) AS size
    FROM exchange.target WHERE target_id = getvariable('target_id')
),
waiting AS (
    SELECT ordinal, seq, item_id, version, operation,
        row_number() OVER (PARTITION BY item_id, version ORDER BY ordinal) AS mention
    FROM (
        FROM exchange.delivery
        WHERE target_id = getvariable('target_id') AND state = 'pending' AND batch_id IS NULL
        ORDER BY ordinal
        LIMIT (SELECT size * getvariable('ahead') FROM limits)
    )
)
SELECT * EXCLUDE (mention), (row_number() OVER (ORDER BY ordinal) - 1) // (SELECT size FROM limits) AS batch_number
FROM waiting
WHERE ordinal < coalesce((SELECT min(ordinal) FROM waiting WHERE mention > 1), ordinal + 1)
ORDER BY ordinal;

SELECT d.ordinal, d.seq, d.item_id, d.version, d.operation, d.batch_number,
    CASE WHEN d.operation = 'withdraw' THEN coalesce(v.withdrawn_reason, 'no longer of this column') END AS reason
FROM forming AS d
LEFT JOIN catalogue.item_version AS v
    ON v.item_id = d.item_id AND v.version = d.version AND d.operation = 'withdraw'
ORDER BY d.ordinal;
