-- Open findings by severity and check.
SELECT severity, check_id, findings
FROM (SELECT severity, check_id, count(*) AS findings FROM operations.finding WHERE closed_at IS NULL GROUP BY ALL)
ORDER BY list_position(['fatal', 'error', 'warning', 'info'], severity), findings DESC, check_id;
