-- The rows of a batch that are not settled wait again, to go with other batches.
UPDATE exchange.delivery SET batch_id = NULL, state = 'pending', "at" = ?
WHERE batch_id = ? AND state NOT IN ('accepted', 'rejected');
