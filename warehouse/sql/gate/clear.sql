-- Let out what the change log has, if that is more than before.
INSERT INTO operations.clearance BY NAME
SELECT coalesce(max(seq), 0) AS as_of_seq,
    (SELECT count(*) FROM catalogue.item_version WHERE valid_to IS NULL AND withdrawn_at IS NULL) AS items,
    $run_id AS run_id, $run_at::TIMESTAMPTZ AS run_at
FROM exchange.change
HAVING max(seq) > (SELECT coalesce(max(as_of_seq), 0) FROM operations.clearance);
