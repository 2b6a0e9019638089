-- Open findings of the rules of the platform; $rules are their ids.
SELECT r.rule_id, r.name, count(f.finding_id)::INTEGER AS findings, count(DISTINCT f.unit_id)::INTEGER AS units, r.mark
FROM governance.rule AS r
LEFT JOIN operations.known_finding AS f ON f.check_id = r.rule_id AND f.state = 'open'
WHERE list_contains($rules, r.rule_id)
GROUP BY ALL ORDER BY any_value(r.position);
