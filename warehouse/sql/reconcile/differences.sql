-- Differences that stand, of all columns, with what a person needs to see them.
SELECT d.target_id, t.name AS target_name, d.item_id, d.verdict, d.version, d.shown_version, v.unit_id,
    v.item_id IS NOT NULL AS is_ours
FROM exchange.difference AS d
JOIN exchange.target AS t ON t.target_id = d.target_id
LEFT JOIN catalogue.item_version AS v ON v.item_id = d.item_id AND v.valid_to IS NULL
WHERE d.closed_at IS NULL
ORDER BY d.target_id, d.verdict, d.item_id;
