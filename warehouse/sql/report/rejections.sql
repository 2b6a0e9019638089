-- Items whose last delivery a column rejected, newest first.
SELECT t.name AS target, d.item_id, d.version, v.title, v.unit_name, d.code, d.message, instant(d."at") AS "at"
FROM exchange.delivery AS d
JOIN exchange.target AS t ON t.target_id = d.target_id
LEFT JOIN catalogue.item_version AS v ON v.item_id = d.item_id AND v.version = d.version
WHERE d.state = 'rejected' AND NOT EXISTS (
    FROM exchange.delivery AS later
    WHERE later.target_id = d.target_id AND later.item_id = d.item_id AND later.ordinal > d.ordinal
)
ORDER BY d."at" DESC, d.target_id, d.ordinal DESC
LIMIT $at_most;
