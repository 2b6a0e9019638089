-- Open findings, the worst and newest first.
SELECT severity, check_id, unit_name, title, url, message, clause, instant(first_seen_at) AS first_seen_at
FROM operations.known_finding
WHERE state = 'open'
ORDER BY list_position(['fatal', 'error', 'warning', 'info'], severity), first_seen_at DESC, finding_id
LIMIT $at_most;
