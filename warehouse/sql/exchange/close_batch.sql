-- A batch that is done with keeps its record, not its bytes.
UPDATE exchange.batch SET state = ?, message = ?, settled_at = ?, body = NULL, status_url = NULL
WHERE batch_id = ?;
