-- How many records of an edition were changed then, in that category.
SELECT count(*) FROM read_parquet($items)
WHERE ($since::TIMESTAMPTZ IS NULL OR changed_at >= $since) AND ($until::TIMESTAMPTZ IS NULL OR changed_at <= $until)
    AND ($category::VARCHAR IS NULL OR category = $category);
