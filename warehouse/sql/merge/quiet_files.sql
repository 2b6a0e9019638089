-- The files of the items that were read again and found as they were.
UPDATE catalogue.attachment AS a SET last_seen_at = getvariable('run_at')
FROM harvested AS h
JOIN operations.page AS p ON p.page_key = h.page_key AND p.source_id = getvariable('source_id')
WHERE a.item_id = p.item_id AND a.withdrawn_at IS NULL;
