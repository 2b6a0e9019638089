-- The postings of some pairs of candidates, as they are compared.
SELECT v.item_id, v.title, v.document_number, v.publisher, v.written_on, v.published_at::DATE AS published_on,
    coalesce(v.body_text, '') AS body_text, coalesce(f.files, []) AS files
FROM catalogue.item_version AS v
LEFT JOIN (
    SELECT item_id, list(DISTINCT sha256) AS files FROM catalogue.attachment
    WHERE withdrawn_at IS NULL AND sha256 IS NOT NULL AND item_id IN (FROM met) GROUP BY item_id
) AS f ON f.item_id = v.item_id
WHERE v.valid_to IS NULL AND v.item_id IN (FROM met);
