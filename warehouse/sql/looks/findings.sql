-- Findings that stand, worst first; $unit_id NULL means all units, $accepted true brings accepted ones too.
SELECT finding_id, severity, check_id, rule_name, unit_name, unit_id, source_id, item_id, title, url, message, remedy,
    evidence, clause, mark, first_seen_at, last_seen_at, accepted_reason, accepted_until, state
FROM operations.known_finding
WHERE (state = 'open' OR $accepted AND state = 'accepted') AND ($unit_id IS NULL OR unit_id = $unit_id)
ORDER BY list_position(['fatal', 'error', 'warning', 'info'], severity), unit_id, check_id, item_id, finding_id;
