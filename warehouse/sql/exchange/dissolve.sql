-- The rows of a target's open batches that are not settled wait again, to go with other batches: not only those of the batch
-- that was too large, since the ones that were made after it must not leave before its rows.
UPDATE exchange.delivery SET batch_id = NULL, state = 'pending', "at" = $at
WHERE target_id = $target_id AND state NOT IN ('accepted', 'rejected')
    AND batch_id IN (SELECT batch_id FROM exchange.batch WHERE target_id = $target_id AND state = 'open');
