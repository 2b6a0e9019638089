-- Write `met` into the list of findings: one that is there already keeps its first day, one that was closed reopens.
UPDATE operations.finding AS f
SET severity = m.severity, unit_id = m.unit_id, item_id = m.item_id, message = m.message, evidence = m.evidence,
    clause = m.clause, run_id = getvariable('run_id'), last_seen_at = getvariable('run_at'), closed_at = NULL
FROM met AS m WHERE m.finding_id = f.finding_id;

INSERT INTO operations.finding BY NAME
SELECT m.*, getvariable('run_id') AS run_id, getvariable('run_at') AS first_seen_at,
    getvariable('run_at') AS last_seen_at, NULL AS closed_at
FROM met AS m ANTI JOIN operations.finding AS f ON f.finding_id = m.finding_id;
