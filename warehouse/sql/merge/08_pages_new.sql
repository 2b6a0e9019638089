-- Pages that this source is known for from now on.
INSERT INTO operations.page BY NAME
SELECT getvariable('source_id') AS source_id, l.page_key, l.address, l.native_id, r.item_id, l.columns, l.row_hash,
    h.content_hash, h.fetched_at, getvariable('run_at') AS first_seen_at,
    CASE WHEN getvariable('is_replay') THEN h.fetched_at ELSE getvariable('run_at') END AS last_seen_at,
    0 AS missing_runs, NULL AS gone_at, NULL AS gone_reason
FROM harvested AS h
JOIN listed AS l ON l.page_key = h.page_key
JOIN resolved AS r ON r.page_key = h.page_key
ANTI JOIN known AS k ON k.page_key = h.page_key;
