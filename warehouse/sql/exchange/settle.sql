-- Settle the rows of a batch that its receipts name; given six lists, the time and the batch. Receipts of entries
-- that were never sent settle nothing; of two for one entry the first counts.
UPDATE exchange.delivery AS d
SET state = r.status, receipt_number = r.receipt_number, code = r.code, message = r.message, "at" = ?7
FROM (
    SELECT * FROM (
        SELECT unnest(?1::VARCHAR[]) AS item_id, unnest(?2::INTEGER[]) AS version, unnest(?3::VARCHAR[]) AS status,
            unnest(?4::VARCHAR[]) AS receipt_number, unnest(?5::VARCHAR[]) AS code, unnest(?6::VARCHAR[]) AS message,
            generate_subscripts(?1::VARCHAR[], 1) AS place
    ) QUALIFY row_number() OVER (PARTITION BY item_id, version ORDER BY place) = 1
) AS r
WHERE d.batch_id = ?8 AND d.item_id = r.item_id AND d.version = r.version
    AND d.state NOT IN ('accepted', 'rejected');
