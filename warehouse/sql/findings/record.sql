-- Write `met` into the list of findings: one that is there already keeps its first day, one that was closed reopens.
-- Clause, mark and remedy that the finder did not give are those of the rule.
CREATE OR REPLACE TEMP TABLE explained AS
SELECT m.* REPLACE (coalesce(m.clause, r.clause) AS clause, coalesce(m.remedy, r.remedy) AS remedy,
    coalesce(m.mark, CASE WHEN m.clause IS NULL THEN r.mark END) AS mark)
FROM met AS m
LEFT JOIN governance.rule AS r ON r.rule_id = split_part(m.check_id, '/', 1);

UPDATE operations.finding AS f
SET severity = m.severity, unit_id = m.unit_id, item_id = m.item_id, message = m.message, evidence = m.evidence,
    clause = m.clause, mark = m.mark, remedy = m.remedy, run_id = getvariable('run_id'),
    last_seen_at = getvariable('run_at'), closed_at = NULL
FROM explained AS m WHERE m.finding_id = f.finding_id;

INSERT INTO operations.finding BY NAME
SELECT m.*, getvariable('run_id') AS run_id, getvariable('run_at') AS first_seen_at,
    getvariable('run_at') AS last_seen_at, NULL AS closed_at
FROM explained AS m ANTI JOIN operations.finding AS f ON f.finding_id = m.finding_id;
