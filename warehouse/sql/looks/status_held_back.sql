-- What the gate holds: changes that are neither in the feeds nor in new batches, and why.
SELECT c.changes, f.check_id, f.message, f.remedy, f.first_seen_at AS since
FROM operations.finding AS f
ANTI JOIN operations.release AS r ON r.finding_id = f.finding_id AND r.message = f.message
CROSS JOIN (
    SELECT count(*) AS changes FROM exchange.change
    WHERE seq > (SELECT coalesce(max(as_of_seq), 0) FROM operations.clearance)
) AS c
WHERE f.severity = 'fatal' AND f.closed_at IS NULL
ORDER BY f.check_id, f.message;
