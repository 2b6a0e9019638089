-- How many items the stage shows, where it shows the source just as it was known; NULL where anything differs.
SELECT CASE
    WHEN NOT getvariable('is_replay') AND getvariable('completeness') IN ('proven', 'unproven')
        AND NOT EXISTS (FROM listed WHERE outcome NOT IN ('unchanged', 'skipped'))
        AND NOT EXISTS (FROM read_parquet(getvariable('stage') || '/probes.parquet'))
        AND NOT EXISTS (
            FROM listed AS l
            LEFT JOIN operations.page AS p ON p.source_id = getvariable('source_id') AND p.page_key = l.page_key
            WHERE l.outcome = 'unchanged' AND (p.page_key IS NULL OR p.gone_at IS NOT NULL OR p.columns <> l.columns))
        AND NOT EXISTS (
            FROM operations.page AS p
            ANTI JOIN listed AS l ON l.page_key = p.page_key
            WHERE p.source_id = getvariable('source_id') AND p.gone_at IS NULL)
        AND NOT EXISTS (
            FROM harvested AS h
            JOIN operations.page AS p ON p.source_id = getvariable('source_id') AND p.page_key = h.page_key
            WHERE p.content_hash <> h.content_hash)
    THEN (
        SELECT count(DISTINCT p.item_id) FROM operations.page AS p
        WHERE p.source_id = getvariable('source_id') AND p.gone_at IS NULL)
    END;
