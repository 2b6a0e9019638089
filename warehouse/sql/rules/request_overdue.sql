-- Applications answered late, or open past their day. While others are asked or a correction is awaited, none is due.
SELECT c.unit_id, c.number AS subject,
    CASE WHEN c.answered_on IS NULL
        THEN '登记号 ' || c.number || ' 应于 ' || c.due_on || ' 前答复，至今未答复。'
        ELSE '登记号 ' || c.number || ' 应于 ' || c.due_on || ' 前答复，实际于 ' || c.answered_on || ' 答复。' END AS message,
    '起算日期 ' || c.starts_on || if(c.is_extended, '，已延期', '') AS evidence
FROM governance.request_clock AS c
WHERE c.due_on IS NOT NULL
    AND (c.answered_on > c.due_on OR c.answered_on IS NULL AND NOT c.is_paused AND c.due_on < getvariable('run_at')::DATE);
