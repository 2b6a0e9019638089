-- How the postings of statutes stand on a day, faults first.
SELECT v.verdict, i.unit_id, i.unit_name, v.name, i.title, a.file_name, p.told AS shown_version,
    n.told AS version_in_force, n.effective_on, m.change_count AS changes, i.url, v.item_id
FROM governance.statute_verdict_on($day) AS v
JOIN governance.statute_match AS m ON m.item_id = v.item_id AND m.attachment_id IS NOT DISTINCT FROM v.attachment_id
JOIN catalogue.item_version AS i ON i.item_id = v.item_id AND i.valid_to IS NULL
LEFT JOIN catalogue.attachment AS a ON a.attachment_id = v.attachment_id
LEFT JOIN governance.statute_version_told AS p ON p.version_id = v.version_id
LEFT JOIN governance.statute_version_told AS n ON n.version_id = v.version_in_force
WHERE $unit_id IS NULL OR i.unit_id = $unit_id
ORDER BY list_position(['outdated', 'repealed', 'altered', 'unknown', 'pending', 'current'], v.verdict), i.unit_id, v.name,
    v.item_id, a.file_name NULLS FIRST;
