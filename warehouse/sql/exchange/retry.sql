-- Deliveries that send once more what column `target_id` turned away last: entries of batches refused as a whole, and
-- with `rejected_too` single items that it rejected. Where something newer of an item follows, that says everything.
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
WHERE l.state = 'rejected' AND (getvariable('rejected_too')
    OR EXISTS (FROM exchange.batch AS b WHERE b.batch_id = l.batch_id AND b.state = 'refused'))
ORDER BY l.seq, l.ordinal;
