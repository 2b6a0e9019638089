-- Postings that differ from the version in force in some articles; `gongkai statutes diff` shows them word by word.
SELECT i.unit_id, v.item_id, v.name AS subject,
    '本页登载的《' || v.name || '》与正式文本（' || any_value(p.told) || '）有 ' || count(*) || ' 处不符：'
        || string_agg(c.told, '；' ORDER BY c.attachment_id NULLS FIRST, c.position)[:300] || '。' AS message,
    '逐条比对：gongkai statutes diff ' || v.item_id AS evidence
FROM governance.statute_verdict AS v
JOIN catalogue.item_version AS i ON i.item_id = v.item_id AND i.valid_to IS NULL
JOIN governance.statute_version_told AS p ON p.version_id = v.version_id
JOIN governance.statute_change AS c ON c.item_id = v.item_id AND c.attachment_id IS NOT DISTINCT FROM v.attachment_id
WHERE v.verdict = 'altered'
GROUP BY i.unit_id, v.item_id, v.name;
