-- How each list was read; what it printed counts only where it was read to its proven end.
CREATE OR REPLACE TEMP TABLE columns_read AS FROM read_parquet(getvariable('stage') || '/columns.parquet');

UPDATE operations.column_read AS c
SET completeness = r.completeness, read_at = getvariable('run_at')
FROM columns_read AS r WHERE c.source_id = getvariable('source_id') AND c.path = r.path;

INSERT INTO operations.column_read BY NAME
SELECT getvariable('source_id') AS source_id, r.path, r.completeness, getvariable('run_at') AS read_at
FROM columns_read AS r
ANTI JOIN operations.column_read AS c ON c.source_id = getvariable('source_id') AND c.path = r.path;

UPDATE operations.column_read AS c
SET proven_at = getvariable('run_at'), listed = r.listed, undated = r.undated, newest_on = r.newest_on
FROM columns_read AS r
WHERE c.source_id = getvariable('source_id') AND c.path = r.path AND r.completeness = 'proven';
