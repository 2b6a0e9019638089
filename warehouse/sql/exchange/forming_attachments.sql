-- Files that the items of `forming` have now, in the order of their pages.
SELECT item_id, file_name, url, sha256, byte_size
FROM catalogue.attachment
WHERE item_id IN (SELECT item_id FROM forming WHERE operation = 'upsert') AND withdrawn_at IS NULL
ORDER BY item_id, position;
