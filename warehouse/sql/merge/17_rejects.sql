-- Rejects: open while their page is met with the same fault, closed when it is read without it or is listed no more.
CREATE OR REPLACE TEMP TABLE rejected AS
SELECT left(sha256(concat_ws(chr(10), getvariable('source_id'), page_key, field, rule)), 24) AS reject_id, page_key,
    min(address) AS address, field, min(value) AS value, rule, min(message) AS message
FROM read_parquet(getvariable('stage') || '/rejects.parquet')
GROUP BY page_key, field, rule;

UPDATE operations.reject AS j
SET run_id = getvariable('run_id'), last_seen_at = getvariable('run_at'), closed_at = NULL, address = r.address,
    value = r.value, message = r.message
FROM rejected AS r WHERE r.reject_id = j.reject_id;

UPDATE operations.reject AS j SET closed_at = getvariable('run_at')
WHERE j.source_id = getvariable('source_id') AND j.closed_at IS NULL
    AND NOT EXISTS (FROM rejected AS r WHERE r.reject_id = j.reject_id)
    AND (EXISTS (FROM listed AS l WHERE l.page_key = j.page_key)
        OR getvariable('completeness') = 'proven' AND NOT getvariable('is_replay'));

INSERT INTO operations.reject BY NAME
SELECT r.*, getvariable('run_id') AS run_id, getvariable('source_id') AS source_id,
    getvariable('run_at') AS first_seen_at, getvariable('run_at') AS last_seen_at, NULL AS closed_at
FROM rejected AS r ANTI JOIN operations.reject AS j ON j.reject_id = r.reject_id;
