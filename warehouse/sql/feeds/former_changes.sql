-- What is superseded: the changes up to $known of items that have changed since, with the feeds they went into.
-- `left_for_good`: the item never came back into the category it left with this change.
SELECT c.seq, c.item_id, v.category, m.left_category, coalesce(m.is_final, false) AS left_for_good
FROM exchange.change AS c
SEMI JOIN touched AS t ON t.item_id = c.item_id
JOIN catalogue.item_version AS v ON v.item_id = c.item_id AND v.version = c.version
LEFT JOIN moved AS m ON m.item_id = c.item_id AND m.version = c.version
WHERE c.seq <= $known
ORDER BY c.seq;
