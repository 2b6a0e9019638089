-- The run itself.
SELECT run_id, kind, is_full, instant(started_at) AS started_at, instant(ended_at) AS ended_at, state
FROM operations.run WHERE run_id = $run_id;
