-- Keep the answer to a batch, to be given again.
INSERT INTO answered_batch BY NAME
SELECT coalesce(max(ordinal), 0) + 1 AS ordinal, $batch_id AS batch_id, $sender AS sender, $digest AS digest,
    $created_at::TIMESTAMPTZ AS created_at, $entries AS entries, $rejected AS rejected, $answer AS answer
FROM answered_batch;
