-- Open findings by severity and check; what was accepted is not among them.
SELECT severity, check_id, findings
FROM (SELECT severity, check_id, count(*) AS findings FROM operations.known_finding WHERE state = 'open' GROUP BY ALL)
ORDER BY list_position(['fatal', 'error', 'warning', 'info'], severity), findings DESC, check_id;
