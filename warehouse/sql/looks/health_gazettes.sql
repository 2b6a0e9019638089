-- Gazettes by unit and year: issues shown, the newest, and how many articles they list.
SELECT u.name AS unit_name, g.year, count(DISTINCT g.issue)::INTEGER AS issues, max(g.issue) AS newest, max(g.published_on) AS published_on,
    coalesce(sum(a.articles), 0)::INTEGER AS articles
FROM governance.gazette_issue AS g
LEFT JOIN (SELECT item_id, count(*) AS articles FROM governance.gazette_article GROUP BY item_id) AS a ON a.item_id = g.item_id
LEFT JOIN catalogue.unit AS u ON u.unit_id = g.unit_id
GROUP BY u.name, g.year ORDER BY u.name, g.year DESC;
