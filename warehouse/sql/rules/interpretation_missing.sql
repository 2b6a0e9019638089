-- Normative documents in force whose interpretation should be there by now and is not.
SELECT p.unit_id, p.item_id, '《' || trim(p.title, '《》') || '》' || strftime(p.published_at, '%Y-%m-%d')
        || ' 发布，已过 ' || getvariable('working_days') || ' 个工作日，未见政策解读。' AS message,
    p.document_number AS evidence
FROM catalogue.policy_without_interpretation AS p
JOIN catalogue.item_version AS v ON v.item_id = p.item_id AND v.valid_to IS NULL
WHERE p.category = 'normative' AND p.published_at >= getvariable('since')::DATE
    AND coalesce(v.validity, '有效') NOT IN ('失效', '废止')
    AND governance.plus_working_days(p.published_at::DATE, getvariable('working_days')) < getvariable('run_at')::DATE;
