-- Duties that were met after their day.
SELECT l.unit_id, l.duty_id AS subject, l.evidence[1] AS item_id,
    '应于 ' || l.due_on || ' 前' || d.text || '，实际于 ' || strftime(v.published_at, '%Y-%m-%d') || ' 后方落实。' AS message,
    '任务：' || t.item || CASE WHEN d.due_mark = 'inference' THEN '（要点未写明时限，按年度末计）' ELSE '' END AS evidence,
    t.clause, CASE WHEN d.due_mark = 'inference' THEN 'inference' ELSE t.mark END AS mark
FROM governance.ledger AS l
JOIN governance.duty AS d ON d.duty_id = l.duty_id
JOIN governance.task AS t ON t.task_id = l.task_id
LEFT JOIN catalogue.item_version AS v ON v.item_id = l.evidence[1] AND v.valid_to IS NULL
WHERE l.verdict = 'met_late';
