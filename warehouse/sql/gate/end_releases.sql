-- A release ends with the finding it was of.
UPDATE operations.release AS r SET ended_at = f.closed_at
FROM operations.finding AS f
WHERE r.ended_at IS NULL AND f.finding_id = r.finding_id AND f.closed_at IS NOT NULL;
