-- Sites whose home page was not there when it was last asked for.
SELECT s.unit_id, s.host AS subject, '首页 ' || s.home_url || ' 打不开（' || k.home_detail || '）。' AS message,
    '检查日期 ' || k.checked_at::DATE AS evidence
FROM site_verdict AS s
JOIN operations.site_check AS k ON k.host = s.host
WHERE s.home_state = 'dead';
