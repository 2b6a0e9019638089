-- fatal: a source that gave items has fewer standing than its registry entry expects
SELECT 'source ' || s.source_id || ' has ' || count(v.item_id) FILTER (v.withdrawn_at IS NULL)
    || ' items and its expect.min_items is ' || s.min_items
    AS message, s.source_id, min(v.unit_id) AS unit_id,
    'look at the site; if so few are right, lower the minimum in the registry, or gongkai release source_below_minimum'
        AS remedy
FROM catalogue.source AS s
JOIN catalogue.item_version AS v ON v.source_id = s.source_id AND v.valid_to IS NULL
WHERE s.active
GROUP BY s.source_id, s.min_items
HAVING count(*) FILTER (v.withdrawn_at IS NULL) < s.min_items;
