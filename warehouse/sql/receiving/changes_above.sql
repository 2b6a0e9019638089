-- What a column above was not given yet, oldest first: versions that still stand here, and withdrawals. A version that a
-- newer one has replaced meanwhile is left out, since the newer one follows.
SELECT c.seq, c.item_id, c.version, c.operation, h.content_hash, h.content
FROM held_change AS c
JOIN held_item AS h ON h.sender = c.sender AND h.item_id = c.item_id AND h.version = c.version
    AND h.is_withdrawn = (c.operation = 'withdraw')
WHERE c.seq > (SELECT coalesce(max(seq), 0) FROM forwarded WHERE target_id = $target_id)
ORDER BY c.seq
LIMIT $size;
