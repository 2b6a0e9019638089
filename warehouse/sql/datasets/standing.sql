-- `standing`: every file and page body that a reader of `reader` (kind, category, version) is for, with a digest of
-- all that the reader is told. A page body counts where it holds a table, or a paragraph about direct funds. Lists
-- past their publicity period are still read, for sums: they leave nothing outside.
CREATE OR REPLACE TEMP TABLE standing AS
SELECT i.item_id, a.attachment_id, r.kind, r.version AS reader_version, i.source_id, a.url, a.file_name, a.sha256,
    md5(concat_ws(chr(10), a.sha256, i.title, i.category, i.unit_id, i.unit_name, i.published_at::DATE, getvariable('told'))) AS digest
FROM catalogue.item_version AS i
JOIN catalogue.attachment AS a ON a.item_id = i.item_id AND a.withdrawn_at IS NULL AND a.sha256 IS NOT NULL
JOIN reader AS r ON r.category = i.category
WHERE i.valid_to IS NULL AND (i.withdrawn_at IS NULL OR i.withdrawn_reason = 'expired')
UNION ALL
SELECT i.item_id, NULL, r.kind, r.version, i.source_id, NULL, NULL, NULL,
    md5(concat_ws(chr(10), i.content_hash, i.unit_name, getvariable('told')))
FROM catalogue.item_version AS i
JOIN reader AS r ON r.category = i.category
WHERE i.valid_to IS NULL AND (i.withdrawn_at IS NULL OR i.withdrawn_reason = 'expired')
    AND (contains(i.body_html, '<table') OR r.kind = 'direct_fund' AND contains(i.body_html, '直达资金'));
