-- How the gate stands: last change of the log, last one let out, and the fatal findings that nobody has released.
SELECT
    (SELECT coalesce(max(seq), 0) FROM exchange.change) AS head_seq,
    (SELECT coalesce(max(as_of_seq), 0) FROM operations.clearance) AS cleared_seq,
    (SELECT coalesce(list(DISTINCT f.check_id ORDER BY f.check_id), []) FROM operations.finding AS f
        ANTI JOIN operations.release AS r ON r.finding_id = f.finding_id AND r.message = f.message
            AND r.ended_at IS NULL
        WHERE f.severity = 'fatal' AND f.closed_at IS NULL) AS check_ids;
