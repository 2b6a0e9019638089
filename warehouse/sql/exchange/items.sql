-- The versions that `forming` is to send, each with the columns of what the target is to see (`{item}`); read by row id
-- (`{places}`), so that few other bodies are decompressed, with the files they have now in the order of their pages. A
-- version that was superseded while it waited is told.
SELECT v.item_id, v.version, v.content_hash, v.valid_to IS NOT NULL AS is_superseded, {item}
FROM catalogue.item_version AS v
LEFT JOIN (
    SELECT item_id, list({'file_name': file_name, 'url': url, 'sha256': sha256, 'byte_size': byte_size} ORDER BY position)
        AS files
    FROM catalogue.attachment
    WHERE item_id IN (SELECT item_id FROM forming WHERE operation = 'upsert') AND withdrawn_at IS NULL
    GROUP BY item_id
) AS a ON a.item_id = v.item_id
WHERE v.rowid {places};
