-- Settle the rows of a batch that its receipts name; given the time, the tries (none for asking a status address), the
-- target and the batch. Receipts of entries that were never sent settle nothing; of two for one entry the first counts.
UPDATE exchange.delivery AS d
SET state = r.status, receipt_number = r.receipt_number, code = r.code, message = r.message, "at" = $at,
    attempts = d.attempts + $tries
FROM (
    FROM arrived_receipt QUALIFY row_number() OVER (PARTITION BY item_id, version ORDER BY place) = 1
) AS r
WHERE d.target_id = $target_id AND d.batch_id = $batch_id AND d.item_id = r.item_id AND d.version = r.version
    AND d.state NOT IN ('accepted', 'rejected');
