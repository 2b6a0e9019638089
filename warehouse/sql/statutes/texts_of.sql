-- The texts of a posting that show a statute of the library, and the version each is to be held against on a day.
SELECT v.item_id, i.title, v.name, a.file_name, v.verdict, p.told AS shown_version, n.told AS official_version,
    n.version_id AS official_id, coalesce(a.text, i.body_text) AS text
FROM governance.statute_verdict_on($day) AS v
JOIN catalogue.item_version AS i ON i.item_id = v.item_id AND i.valid_to IS NULL
LEFT JOIN catalogue.attachment AS a ON a.attachment_id = v.attachment_id
LEFT JOIN governance.statute_version_told AS p ON p.version_id = v.version_id
JOIN governance.statute_version_told AS n ON n.version_id = coalesce(v.version_in_force, v.version_id)
WHERE v.item_id = $item_id
ORDER BY a.file_name NULLS FIRST;
