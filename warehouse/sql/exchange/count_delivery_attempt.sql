-- One more try for the rows of a batch that are not settled; their state stays.
UPDATE exchange.delivery SET attempts = attempts + $tries
WHERE target_id = $target_id AND batch_id = $batch_id AND state NOT IN ('accepted', 'rejected');
