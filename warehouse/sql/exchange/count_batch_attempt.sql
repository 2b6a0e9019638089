-- One more attempt to send a batch. Asking a status address is none.
UPDATE exchange.batch
SET attempts = attempts + 1, first_sent_at = coalesce(first_sent_at, ?), last_sent_at = ?
WHERE batch_id = ?;
