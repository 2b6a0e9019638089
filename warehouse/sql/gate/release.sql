-- Write down who let the open fatal findings of these checks pass, and why; given with their words as they are now.
INSERT INTO operations.release BY NAME
SELECT f.finding_id, f.check_id, f.message, $released_by AS released_by, $reason AS reason,
    $released_at::TIMESTAMPTZ AS released_at
FROM operations.finding AS f
ANTI JOIN operations.release AS r ON r.finding_id = f.finding_id AND r.message = f.message AND r.ended_at IS NULL
WHERE f.severity = 'fatal' AND f.closed_at IS NULL AND list_contains($check_ids, f.check_id)
RETURNING check_id, message;
