-- Close the versions that `withdrawal` ends, and append those that say so.
UPDATE catalogue.item_version AS v SET valid_to = getvariable('run_at')
FROM withdrawal AS w WHERE v.item_id = w.item_id AND v.version = w.former_version AND v.valid_to IS NULL;

INSERT INTO catalogue.item_version BY NAME
SELECT v.* REPLACE (w.version AS version, getvariable('run_at') AS valid_from, NULL AS valid_to,
    getvariable('run_at') AS withdrawn_at, w.reason AS withdrawn_reason, getvariable('run_id') AS run_id)
FROM catalogue.item_version AS v
JOIN withdrawal AS w ON w.item_id = v.item_id AND w.former_version = v.version;
