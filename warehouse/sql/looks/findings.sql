-- Open findings, worst first; $unit_id NULL means all units.
SELECT
    f.severity, f.check_id, u.name AS unit_name, f.unit_id, f.source_id, f.item_id, f.message, f.evidence, f.clause,
    f.first_seen_at, f.last_seen_at
FROM operations.finding AS f
LEFT JOIN catalogue.unit AS u ON u.unit_id = f.unit_id
WHERE f.closed_at IS NULL AND ($unit_id IS NULL OR f.unit_id = $unit_id)
ORDER BY list_position(['fatal', 'error', 'warning', 'info'], f.severity), f.unit_id, f.check_id, f.item_id;
