-- Matters that a unit's own catalogue lists and of which nothing is on show, where a column of theirs was read.
SELECT c.unit_id, c.field || '/' || c.match_key AS subject,
    '标准目录列有“' || c.name || '”' || coalesce('（' || f.name || '）', '') || '，未见公开。' AS message,
    '目录 ' || c.catalogue_item_id || ' ' || c.cell AS evidence
FROM governance.standard_coverage AS c
LEFT JOIN governance.standard_field AS f ON f.field = c.field
WHERE c.verdict = 'nothing'
ORDER BY c.unit_id, subject;
