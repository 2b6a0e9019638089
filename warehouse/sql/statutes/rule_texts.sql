-- The rules in force on a day with their version lines and articles, the newest first.
SELECT s.name, n.version_id, n.effective_on, n.url AS official_url,
    (SELECT list(DISTINCT i.url ORDER BY i.url) FROM governance.statute_verdict_on($day) AS v
        JOIN catalogue.item_version AS i ON i.item_id = v.item_id AND i.valid_to IS NULL
        WHERE v.version_id = n.version_id AND v.verdict = 'current') AS urls,
    (SELECT string_agg(t.told || if(t.effective_on = b.made_on, '', '　自' || strftime(t.effective_on, '%Y年%-m月%-d日') || '起施行'),
            '　' ORDER BY b.position)
        FROM governance.statute_version AS b
        JOIN governance.statute_version_told AS t ON t.version_id = b.version_id
        WHERE b.statute_id = n.statute_id AND b.position <= n.position) AS line,
    (SELECT list(a.label || '　' || a.text ORDER BY a.position) FROM governance.statute_article AS a
        WHERE a.version_id = n.version_id) AS articles
FROM governance.statute AS s
JOIN governance.statute_version AS n ON n.statute_id = s.statute_id
    AND n.effective_on <= $day AND (n.effective_to IS NULL OR n.effective_to > $day)
WHERE s.kind = 'rule' AND n.article_count > 0
ORDER BY n.effective_on DESC, s.name;
