-- Items none of whose pages in this source is there any longer; `is_fresh` where they were not missing before.
-- Asked of a proven run only, after aliases are resolved.
CREATE OR REPLACE TEMP TABLE vanished AS
SELECT p.item_id, min(p.missing_runs) = 0 AS is_fresh
FROM operations.page AS p
WHERE p.source_id = getvariable('source_id') AND p.gone_at IS NULL
    AND getvariable('completeness') = 'proven' AND NOT getvariable('is_replay')
GROUP BY p.item_id
HAVING bool_and(NOT EXISTS (FROM shown AS s WHERE s.page_key = p.page_key));
