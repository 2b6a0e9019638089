-- Postings shown as valid though another document, or the library, says that they are repealed.
SELECT v.unit_id, v.item_id,
    '本页标注“有效”，而' || string_agg(DISTINCT coalesce(r.repealing_number || ' ', '') || '《'
        || trim(r.repealing_title, '《》') || '》已于 ' || r.repealed_on || ' 将其废止', '；') || '。' AS message,
    string_agg(DISTINCT r.evidence || coalesce('（' || r.repealing_url || '）', ''), '；') AS evidence
FROM governance.repealed_document AS r
JOIN catalogue.item_version AS v ON v.document_id = r.document_id
WHERE v.valid_to IS NULL AND v.withdrawn_at IS NULL AND v.validity = '有效'
    AND r.repealed_on <= getvariable('run_at')::DATE
    AND NOT EXISTS (FROM governance.statute_verdict AS s WHERE s.item_id = v.item_id AND s.verdict = 'repealed')
GROUP BY v.unit_id, v.item_id
UNION ALL BY NAME
SELECT i.unit_id, v.item_id, '本页登载的《' || any_value(v.name) || '》已于 ' || any_value(s.repealed_on) || ' 被'
        || any_value(s.repealed_by) || '废止，本页' || if(any_value(i.validity) = '有效', '仍标注“有效”', '未注明') || '。' AS message,
    '依据法规参照库' AS evidence
FROM governance.statute_verdict AS v
JOIN governance.statute AS s ON s.statute_id = v.statute_id
JOIN catalogue.item_version AS i ON i.item_id = v.item_id AND i.valid_to IS NULL
WHERE v.verdict = 'repealed' AND coalesce(i.validity, '有效') NOT IN ('废止', '失效')
GROUP BY i.unit_id, v.item_id;
