-- A target that answers is not waited for; batches that were too large for it grow again by and by.
UPDATE exchange.target
SET retry_at = NULL, batch_limit = CASE WHEN batch_limit * 2 < ? THEN batch_limit * 2 END
WHERE target_id = ? AND (retry_at IS NOT NULL OR batch_limit IS NOT NULL);
