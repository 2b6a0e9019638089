-- Items after an id, in the order of their ids, of all senders or of one.
SELECT item_id, version, content_hash, is_withdrawn AS withdrawn, title, content
FROM held_item WHERE item_id > $after AND ($sender IS NULL OR sender = $sender) ORDER BY item_id LIMIT $limit;
