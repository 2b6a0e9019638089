-- Items that seem present, whose accepted version is the current one, and whose column gave a digest of what it shows:
-- each with the columns of what it was to see (`{item}`), so that the digest can be made here too; the next ones after an
-- id.
WITH present AS MATERIALIZED (
    FROM compared WHERE verdict = 'present' AND digest IS NOT NULL AND item_id > ? ORDER BY item_id LIMIT ?
)
SELECT c.item_id, c.digest, {item}
FROM present AS c
JOIN catalogue.item_version AS v ON v.item_id = c.item_id AND v.version = c.version AND v.valid_to IS NULL
LEFT JOIN (
    SELECT item_id, list({'file_name': file_name, 'url': url, 'sha256': sha256, 'byte_size': byte_size} ORDER BY position)
        AS files
    FROM catalogue.attachment
    WHERE item_id IN (SELECT item_id FROM present) AND withdrawn_at IS NULL
    GROUP BY item_id
) AS a ON a.item_id = c.item_id
ORDER BY c.item_id;
