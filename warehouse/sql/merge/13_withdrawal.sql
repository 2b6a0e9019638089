-- An item is withdrawn when all its pages, of all sources, are gone: a version of its own, otherwise as it was.
CREATE OR REPLACE TEMP TABLE withdrawal AS
SELECT v.item_id, v.version AS former_version, v.version + 1 AS version, v.page_key,
    CASE WHEN bool_or(p.gone_reason = 'gone' AND p.gone_at = getvariable('run_at')) THEN 'gone' ELSE 'missing' END AS reason
FROM catalogue.item_version AS v
JOIN operations.page AS p ON p.item_id = v.item_id
SEMI JOIN vanished AS m ON m.item_id = v.item_id
WHERE v.valid_to IS NULL AND v.withdrawn_at IS NULL
GROUP BY v.item_id, v.version, v.page_key
HAVING bool_and(p.gone_at IS NOT NULL);
