-- Changes after one place of the log up to another, the last first, that no later one supersedes; of one sender or all.
SELECT c.seq, c.sender, c.item_id, c.version, c.operation, h.content_hash, h.title, h.content,
    strftime(make_timestamp(epoch_us(c."at") + 28800000000), '%Y-%m-%dT%H:%M:%S+08:00') AS at_text
FROM held_change AS c
JOIN held_item AS h ON h.sender = c.sender AND h.item_id = c.item_id AND h.version = c.version
    AND h.is_withdrawn = (c.operation = 'withdraw')
WHERE c.seq > $after AND c.seq <= $upto AND ($sender IS NULL OR c.sender = $sender)
ORDER BY c.seq DESC;
