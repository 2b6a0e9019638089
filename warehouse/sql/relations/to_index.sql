-- The newest versions that the change log names from one row to another, with what is read of them.
SELECT v.item_id, v.version, v.title, v.document_number, v.publisher, v.written_on, v.published_at::DATE AS published_on,
    v.category, v.body_text, v.body_html, f.files
FROM exchange.change AS c
JOIN catalogue.item_version AS v ON v.item_id = c.item_id AND v.version = c.version AND v.valid_to IS NULL
LEFT JOIN (
    SELECT item_id, list(DISTINCT sha256) AS files FROM catalogue.attachment
    WHERE withdrawn_at IS NULL AND sha256 IS NOT NULL GROUP BY item_id
) AS f ON f.item_id = v.item_id
WHERE c.seq > $after AND c.seq <= $upto AND c.operation = 'upsert';
