-- Duties whose day is over and that no item proves. Where the report that should tell of it is itself missing, the
-- duty to publish that report speaks of the fault, not this one; where old texts stand beside the new, the rules of
-- statutes do.
SELECT l.unit_id, l.duty_id AS subject,
    '应于 ' || l.due_on || ' 前' || d.text || '，截至 ' || l.judged_on || ' 未见。' || coalesce(l.reason, '') AS message,
    '任务：' || t.item || CASE WHEN d.due_mark = 'inference' THEN '（要点未写明时限，按年度末计）' ELSE '' END AS evidence,
    t.clause, CASE WHEN d.due_mark = 'inference' THEN 'inference' ELSE t.mark END AS mark
FROM governance.ledger AS l
JOIN governance.duty AS d ON d.duty_id = l.duty_id
JOIN governance.task AS t ON t.task_id = l.task_id
WHERE l.verdict = 'overdue' AND (len(d.body_words) = 0 AND d.form_version IS NULL OR l.candidates > 0)
    AND NOT (len(d.no_statute) > 0 AND len(l.evidence) >= d.at_least);
