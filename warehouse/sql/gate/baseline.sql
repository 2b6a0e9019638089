-- What the checks measure by: the last clearance; nothing where there was none.
SELECT as_of_seq, items, run_at FROM operations.clearance ORDER BY as_of_seq DESC, run_at DESC LIMIT 1;
