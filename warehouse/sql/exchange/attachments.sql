-- Files that items have now, in the order of their pages.
SELECT item_id, file_name, url, sha256, byte_size FROM catalogue.attachment
WHERE list_contains(?, item_id) AND withdrawn_at IS NULL
ORDER BY item_id, position;
