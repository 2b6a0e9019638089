-- What is known of each page. A rejected page keeps its old row hash, so that it is read again.
UPDATE operations.page AS p
SET last_seen_at = getvariable('run_at'), missing_runs = 0, gone_at = NULL, gone_reason = NULL,
    address = l.address, native_id = coalesce(l.native_id, p.native_id),
    row_hash = CASE WHEN l.outcome IN ('accepted', 'unchanged') THEN l.row_hash ELSE p.row_hash END
FROM listed AS l
SEMI JOIN shown AS s ON s.page_key = l.page_key
WHERE p.source_id = getvariable('source_id') AND p.page_key = l.page_key AND NOT getvariable('is_replay');

-- Apart, and only where it differs, since DuckDB rewrites a row whose list changes.
UPDATE operations.page AS p SET columns = l.columns
FROM listed AS l
WHERE p.source_id = getvariable('source_id') AND p.page_key = l.page_key AND p.columns <> l.columns
    AND NOT getvariable('is_replay') AND len(l.columns) > 0;

UPDATE operations.page AS p SET content_hash = h.content_hash, fetched_at = h.fetched_at
FROM harvested AS h
WHERE p.source_id = getvariable('source_id') AND p.page_key = h.page_key AND h.fetched_at >= p.fetched_at;
