-- The last five runs.
SELECT
    r.run_id, r.kind, r.state, r.started_at, r.ended_at, count(s.source_id) AS sources,
    sum(s.created)::BIGINT AS created, sum(s.changed)::BIGINT AS changed, sum(s.withdrawn)::BIGINT AS withdrawn
FROM operations.run AS r
LEFT JOIN operations.source_run AS s ON s.run_id = r.run_id
GROUP BY ALL
ORDER BY r.started_at DESC
LIMIT 5;
