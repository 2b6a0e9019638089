-- Issues of gazettes, newest first, with the articles that hold every word; without words all issues and articles.
SELECT g.year, g.issue, g.total_issue, g.published_on, a.position, coalesce(a.title, g.title) AS title,
    coalesce(a.address, g.url) AS address, a.article_item_id, g.item_id, g.files
FROM governance.gazette_issue AS g
LEFT JOIN governance.gazette_article AS a ON a.item_id = g.item_id
WHERE ($year IS NULL OR g.year = $year)
    AND coalesce(list_bool_and(list_transform($words::VARCHAR[], lambda word: contains(concat_ws(' ', a.title, g.title), word))), true)
ORDER BY g.year DESC, g.issue DESC, g.item_id, a.position;
