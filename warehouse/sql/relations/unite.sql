-- Two documents turn out to be one: readers know the items of both, so those of the younger one get a new version.
CREATE OR REPLACE TEMP TABLE united_item AS
SELECT v.item_id, v.version AS former_version, v.version + 1 AS version, u.document_id, v.category, v.unit_id,
    CASE WHEN v.withdrawn_at IS NULL THEN 'upsert' ELSE 'withdraw' END AS operation
FROM catalogue.item_version AS v
JOIN united AS u ON u.former = v.document_id
ANTI JOIN fresh AS f ON f.item_id = v.item_id
WHERE v.valid_to IS NULL;

UPDATE catalogue.item_version AS v SET valid_to = getvariable('run_at')
FROM united_item AS u WHERE v.item_id = u.item_id AND v.version = u.former_version;

INSERT INTO catalogue.item_version BY NAME
SELECT v.* REPLACE (u.version AS version, u.document_id AS document_id, getvariable('run_at') AS valid_from,
    NULL AS valid_to, getvariable('run_id') AS run_id)
FROM catalogue.item_version AS v
JOIN united_item AS u ON u.item_id = v.item_id AND u.former_version = v.version;

CREATE OR REPLACE TEMP TABLE fresh_change AS
SELECT (SELECT coalesce(max(seq), 0) FROM exchange.change) + row_number() OVER (ORDER BY item_id) AS seq, item_id,
    version, operation, category, unit_id
FROM united_item;

INSERT INTO exchange.change SELECT seq, getvariable('run_at'), item_id, version, operation FROM fresh_change ORDER BY seq;
