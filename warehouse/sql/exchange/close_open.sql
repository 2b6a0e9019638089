-- All open batches of a target are dissolved; they keep their record, not their bytes.
UPDATE exchange.batch SET state = 'dissolved', message = $message, settled_at = $at, body = NULL, status_url = NULL
WHERE target_id = $target_id AND state = 'open';
