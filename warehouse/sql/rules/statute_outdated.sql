-- Postings whose text was in force once and is not any more: the next version has taken its place.
SELECT i.unit_id, v.item_id, v.name AS subject,
    '本页登载的《' || v.name || '》是' || any_value(p.told) || '的文本，现行文本为' || any_value(n.told) || '，自'
        || strftime(any_value(n.effective_on), '%Y年%-m月%-d日') || '起施行。' AS message,
    string_agg(coalesce('附件：' || a.file_name || '，', '') || CASE m.told_by
        WHEN 'text' THEN '正文与该版本相符 ' || floor(100 * m.closeness)::INTEGER || '%，共 ' || m.article_count || ' 条'
        WHEN 'order' THEN '按本页写明的令号判定' ELSE '按本页写明的施行日期判定' END, '；' ORDER BY a.file_name NULLS FIRST) AS evidence
FROM governance.statute_verdict AS v
JOIN governance.statute_match AS m ON m.item_id = v.item_id AND m.attachment_id IS NOT DISTINCT FROM v.attachment_id
JOIN catalogue.item_version AS i ON i.item_id = v.item_id AND i.valid_to IS NULL
JOIN governance.statute_version_told AS p ON p.version_id = v.version_id
JOIN governance.statute_version_told AS n ON n.version_id = v.version_in_force
LEFT JOIN catalogue.attachment AS a ON a.attachment_id = v.attachment_id
WHERE v.verdict = 'outdated'
GROUP BY i.unit_id, v.item_id, v.name;
