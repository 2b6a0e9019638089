-- Former addresses of items that stand at another address of this source: not to be looked for any longer.
UPDATE operations.page AS p SET gone_at = getvariable('run_at'), gone_reason = 'moved'
FROM (
    SELECT r.item_id FROM resolved AS r SEMI JOIN shown AS s ON s.page_key = r.page_key
    GROUP BY r.item_id
    HAVING getvariable('completeness') = 'proven' OR bool_or(r.found_by = 'alias')
) AS m
WHERE p.source_id = getvariable('source_id') AND p.item_id = m.item_id AND p.gone_at IS NULL
    AND NOT EXISTS (FROM shown AS s WHERE s.page_key = p.page_key) AND NOT getvariable('is_replay');
