-- What of `standing` this version of its reader has not read yet.
SELECT s.item_id, s.attachment_id, list(s.kind ORDER BY s.kind) AS kinds, any_value(s.source_id) AS source_id,
    any_value(s.url) AS url, any_value(s.file_name) AS file_name, any_value(s.sha256) AS sha256,
    any_value(s.digest) AS digest, any_value(i.title) AS title, any_value(i.category) AS category,
    any_value(i.unit_id) AS unit_id, any_value(i.unit_name) AS unit_name,
    any_value(i.published_at::DATE) AS published_on
FROM standing AS s
JOIN catalogue.item_version AS i ON i.item_id = s.item_id AND i.valid_to IS NULL
WHERE NOT EXISTS (
    FROM finance.reading AS f
    WHERE f.item_id = s.item_id AND f.attachment_id IS NOT DISTINCT FROM s.attachment_id AND f.kind = s.kind
        AND f.reader_version = s.reader_version AND f.digest = s.digest
)
GROUP BY s.item_id, s.attachment_id
ORDER BY s.item_id, s.attachment_id NULLS FIRST;
