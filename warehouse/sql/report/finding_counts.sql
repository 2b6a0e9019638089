-- Open findings by unit and severity; those of no unit come last.
SELECT u.name AS unit_name,
    count(*) FILTER (f.severity = 'fatal')::INTEGER AS fatal,
    count(*) FILTER (f.severity = 'error')::INTEGER AS error,
    count(*) FILTER (f.severity = 'warning')::INTEGER AS warning,
    count(*) FILTER (f.severity = 'info')::INTEGER AS info
FROM operations.finding AS f
LEFT JOIN catalogue.item_version AS v ON v.item_id = f.item_id AND v.valid_to IS NULL
LEFT JOIN catalogue.source AS s ON s.source_id = f.source_id
LEFT JOIN catalogue.unit AS u ON u.unit_id = coalesce(f.unit_id, v.unit_id, s.unit_id)
WHERE f.closed_at IS NULL
GROUP BY ALL
ORDER BY fatal DESC, error DESC, warning DESC, info DESC, unit_name NULLS LAST;
