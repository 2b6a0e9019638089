-- Close the open findings of an origin that were not met this time: `kept` has the ids of those that were.
UPDATE operations.finding SET closed_at = $at
WHERE closed_at IS NULL AND origin = $origin AND finding_id NOT IN (SELECT finding_id FROM kept);
