-- Records of an edition after a datestamp and id, by both.
SELECT item_id, changed_at, category, withdrawn_at IS NOT NULL AS is_deleted
FROM read_parquet($items)
WHERE ($since::TIMESTAMPTZ IS NULL OR changed_at >= $since) AND ($until::TIMESTAMPTZ IS NULL OR changed_at <= $until)
    AND ($category::VARCHAR IS NULL OR category = $category)
    AND ($after::TIMESTAMPTZ IS NULL OR (changed_at, item_id) > ($after, $after_id))
ORDER BY changed_at, item_id
LIMIT $limit;
