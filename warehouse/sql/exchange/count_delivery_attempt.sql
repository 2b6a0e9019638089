-- One more attempt for the rows of a batch that are not settled.
UPDATE exchange.delivery SET attempts = attempts + 1
WHERE batch_id = ? AND state NOT IN ('accepted', 'rejected');
