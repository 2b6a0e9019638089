-- fatal: a source that gave items has fewer standing than its registry entry expects
SELECT '信息源 ' || s.source_id || ' 现有 ' || count(v.item_id) FILTER (v.withdrawn_at IS NULL)
    || ' 条信息，登记的最少条数（expect.min_items）为 ' || s.min_items || '。' AS message, s.source_id,
    min(v.unit_id) AS unit_id
FROM catalogue.source AS s
JOIN catalogue.item_version AS v ON v.source_id = s.source_id AND v.valid_to IS NULL
WHERE s.active
GROUP BY s.source_id, s.min_items
HAVING count(*) FILTER (v.withdrawn_at IS NULL) < s.min_items;
