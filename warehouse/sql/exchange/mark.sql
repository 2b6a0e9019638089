-- The state of the rows of a batch that are not settled.
UPDATE exchange.delivery SET state = ?, code = ?, message = ?, "at" = ?
WHERE batch_id = ? AND state NOT IN ('accepted', 'rejected');
