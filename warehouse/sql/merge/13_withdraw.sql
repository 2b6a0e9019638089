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

UPDATE catalogue.item_version AS v SET valid_to = getvariable('run_at')
FROM withdrawal AS w WHERE v.item_id = w.item_id AND v.version = w.former_version AND v.valid_to IS NULL;

INSERT INTO catalogue.item_version BY NAME
SELECT v.* REPLACE (w.version AS version, getvariable('run_at') AS valid_from, NULL AS valid_to,
    getvariable('run_at') AS withdrawn_at, w.reason AS withdrawn_reason, getvariable('run_id') AS run_id)
FROM catalogue.item_version AS v
JOIN withdrawal AS w ON w.item_id = v.item_id AND w.former_version = v.version;
