-- Sources whose last run was broken or held; last is what was written last, whatever the clock said then.
SELECT source_id, run_id, completeness, is_held AS held, error
FROM operations.source_run
QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY rowid DESC) = 1 AND (completeness = 'broken' OR is_held)
ORDER BY source_id;
