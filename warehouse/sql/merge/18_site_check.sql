-- The site of this source as it was checked in this run; a site is known by its last check.
DELETE FROM operations.site_check
WHERE host IN (SELECT host FROM read_parquet(getvariable('stage') || '/sites.parquet'));
INSERT INTO operations.site_check BY NAME
SELECT getvariable('source_id') AS source_id, getvariable('run_at') AS checked_at, s.* EXCLUDE (requests, navigation)
FROM read_parquet(getvariable('stage') || '/sites.parquet') AS s;
