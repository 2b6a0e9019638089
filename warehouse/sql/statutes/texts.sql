-- The texts of the postings in `statute_fresh` that have articles: pages and files.
SELECT v.item_id, NULL AS attachment_id, v.title, v.category, v.body_text AS text
FROM catalogue.item_version AS v SEMI JOIN statute_fresh AS m ON m.item_id = v.item_id
WHERE v.valid_to IS NULL AND regexp_matches(v.body_text, '第\s*[一1１]\s*条')
UNION ALL BY NAME
SELECT v.item_id, a.attachment_id, regexp_replace(a.file_name, '\.[A-Za-z]{2,5}$', '') AS title, v.category, a.text
FROM catalogue.attachment AS a
SEMI JOIN statute_fresh AS m ON m.item_id = a.item_id
JOIN catalogue.item_version AS v ON v.item_id = a.item_id AND v.valid_to IS NULL
WHERE a.withdrawn_at IS NULL AND regexp_matches(a.text, '第\s*[一1１]\s*条')
ORDER BY ALL;
