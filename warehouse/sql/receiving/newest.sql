-- Items as they came or went, the last first, each once: what a visitor looks for.
SELECT h.item_id, h.version, h.is_withdrawn AS withdrawn, h.title,
    strftime(make_timestamp(epoch_us(c."at") + 28800000000), '%Y-%m-%d %H:%M') AS came_at
FROM held_change AS c
JOIN held_item AS h ON h.sender = c.sender AND h.item_id = c.item_id AND h.version = c.version
    AND h.is_withdrawn = (c.operation = 'withdraw')
ORDER BY c.seq DESC
LIMIT $limit;
