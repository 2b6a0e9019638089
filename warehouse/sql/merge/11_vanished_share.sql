-- How many items vanished at once, of how many that stood in this source before this run.
SELECT (SELECT count(*) FROM vanished WHERE is_fresh) AS vanished,
    (SELECT count(DISTINCT item_id) FROM known WHERE gone_at IS NULL) AS live;
