-- The state of the rows of a batch that are not settled; one more try, unless a status address was asked.
UPDATE exchange.delivery SET state = $state, code = $code, message = $message, "at" = $at, attempts = attempts + $tries
WHERE target_id = $target_id AND batch_id = $batch_id AND state NOT IN ('accepted', 'rejected');
