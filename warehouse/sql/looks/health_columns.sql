-- Columns that are blank, stale or not testable, and why.
SELECT u.name AS unit_name, c.source_id, c.path, c.kind, c.verdict, c.rule_id, c.newest_on, c.fresh_until, c.listed, c.judged_on
FROM governance.column_health AS c
LEFT JOIN catalogue.unit AS u ON u.unit_id = c.unit_id
WHERE c.verdict IN ('blank', 'stale', 'not_testable')
ORDER BY list_position(['blank', 'stale', 'not_testable'], c.verdict), c.source_id, c.path;
