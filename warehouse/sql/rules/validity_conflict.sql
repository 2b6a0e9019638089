-- Postings that show a document as valid while another posting of the same document shows it as repealed or lapsed.
-- The finding is of the one that says 有效: whichever of the two is wrong, that is the one that may mislead. Where a
-- document of the catalogue repeals it there is no doubt, and `repealed_shown_valid` speaks of it.
SELECT v.unit_id, v.item_id,
    '本页标注“有效”，而' || string_agg(DISTINCT o.unit_name || '公开的同一文件标注“' || o.validity || '”', '，'
        ORDER BY o.unit_name || '公开的同一文件标注“' || o.validity || '”') || '。' AS message,
    coalesce(v.document_number || ' ', '') || v.title || '；' || string_agg(DISTINCT o.unit_name || ' '
        || coalesce(o.url, o.item_id), '；' ORDER BY o.unit_name || ' ' || coalesce(o.url, o.item_id)) AS evidence
FROM catalogue.item_version AS v
JOIN catalogue.item_version AS o ON o.document_id = v.document_id AND o.item_id <> v.item_id
WHERE v.valid_to IS NULL AND v.withdrawn_at IS NULL AND v.validity = '有效'
    AND o.valid_to IS NULL AND o.withdrawn_at IS NULL AND o.validity IN ('失效', '废止')
    AND NOT EXISTS (FROM governance.repealed_document AS r
        WHERE r.document_id = v.document_id AND r.repealed_on <= getvariable('run_at')::DATE)
GROUP BY v.unit_id, v.item_id, v.document_number, v.title;
