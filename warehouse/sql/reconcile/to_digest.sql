-- Items that seem present, whose accepted version is the current one, and whose column gave a digest of what it shows:
-- with every column of the version, so that the digest can be made here too; the next ones after an id.
SELECT v.*, v.valid_from AS changed_at, c.digest
FROM (
    FROM compared WHERE verdict = 'present' AND digest IS NOT NULL AND item_id > ? ORDER BY item_id LIMIT ?
) AS c
JOIN catalogue.item_version AS v ON v.item_id = c.item_id AND v.version = c.version AND v.valid_to IS NULL
ORDER BY c.item_id;
