-- What a column above said of the entries of a batch; given lists of items, versions, states, numbers, codes, words.
UPDATE forwarded AS f
SET state = r.state, receipt_number = r.receipt_number, code = r.code, message = r.message, "at" = $at
FROM (
    SELECT unnest($items::VARCHAR[]) AS item_id, unnest($versions::INTEGER[]) AS version,
        unnest($states::VARCHAR[]) AS state, unnest($numbers::VARCHAR[]) AS receipt_number,
        unnest($codes::VARCHAR[]) AS code, unnest($messages::VARCHAR[]) AS message
) AS r
WHERE f.batch_id = $batch_id AND f.item_id = r.item_id AND f.version = r.version;
