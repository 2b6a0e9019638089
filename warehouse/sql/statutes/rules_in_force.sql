-- Rules in force on a day, and where the county shows them; `central` where a posting of category rule does.
SELECT s.name, n.told AS version_in_force, n.effective_on,
    coalesce(bool_or(i.category = 'rule'), false) AS central,
    count(DISTINCT v.item_id) FILTER (v.verdict = 'current') AS current_texts,
    count(DISTINCT v.item_id) FILTER (v.verdict <> 'current') AS other_texts,
    list(DISTINCT i.url ORDER BY i.url) FILTER (v.verdict = 'current') AS urls, any_value(w.url) AS official_url,
    n.version_id
FROM governance.statute AS s
JOIN governance.statute_version_told AS n ON n.statute_id = s.statute_id
    AND n.effective_on <= $day AND (n.effective_to IS NULL OR n.effective_to > $day)
JOIN governance.statute_version AS w ON w.version_id = n.version_id
LEFT JOIN governance.statute_verdict_on($day) AS v ON v.statute_id = s.statute_id
LEFT JOIN catalogue.item_version AS i ON i.item_id = v.item_id AND i.valid_to IS NULL
WHERE s.kind = 'rule'
GROUP BY s.name, n.told, n.effective_on, n.version_id
ORDER BY n.effective_on DESC, s.name;
