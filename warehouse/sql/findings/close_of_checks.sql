-- The same of some checks alone, which `closing` names.
UPDATE operations.finding SET closed_at = $at
WHERE closed_at IS NULL AND origin = $origin AND check_id IN (SELECT check_id FROM closing)
    AND finding_id NOT IN (SELECT finding_id FROM kept);
