-- One more complete run without them: a page is gone after two such runs, at once where it answers 404 or 410.
UPDATE operations.page AS p
SET missing_runs = p.missing_runs + 1,
    gone_at = CASE WHEN p.missing_runs >= 1 THEN getvariable('run_at') END,
    gone_reason = CASE WHEN p.missing_runs >= 1 THEN 'missing' END
FROM vanished AS m
WHERE p.item_id = m.item_id AND p.source_id = getvariable('source_id') AND p.gone_at IS NULL;

UPDATE operations.page AS p SET gone_at = getvariable('run_at'), gone_reason = 'gone'
FROM read_parquet(getvariable('stage') || '/probes.parquet') AS b
WHERE b.page_key = p.page_key AND b.state = 'gone' AND p.source_id = getvariable('source_id')
    AND (p.gone_at IS NULL OR p.gone_at = getvariable('run_at'))
    AND EXISTS (FROM vanished AS m WHERE m.item_id = p.item_id);
