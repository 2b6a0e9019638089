-- Items after an id, in the order of their ids.
SELECT item_id, version, content_hash, is_withdrawn AS withdrawn, title
FROM held_item WHERE item_id > ? ORDER BY item_id LIMIT ?;
