-- Open findings, the worst and newest first.
SELECT f.severity, f.check_id, u.name AS unit_name, v.title, v.url, f.message, f.clause,
    instant(f.first_seen_at) AS first_seen_at
FROM operations.finding AS f
LEFT JOIN catalogue.item_version AS v ON v.item_id = f.item_id AND v.valid_to IS NULL
LEFT JOIN catalogue.source AS s ON s.source_id = f.source_id
LEFT JOIN catalogue.unit AS u ON u.unit_id = coalesce(f.unit_id, v.unit_id, s.unit_id)
WHERE f.closed_at IS NULL
ORDER BY list_position(['fatal', 'error', 'warning', 'info'], f.severity), f.first_seen_at DESC, f.finding_id
LIMIT $at_most;
