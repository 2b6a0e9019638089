-- fatal: the change log has a gap or a double
SELECT 'the change log has ' || count(*) || ' rows, ' || count(DISTINCT seq) || ' numbers, from ' || min(seq)
    || ' to ' || max(seq) AS message, NULL AS item_id
FROM exchange.change
HAVING count(*) > 0 AND (min(seq) <> 1 OR max(seq) <> count(*) OR count(DISTINCT seq) <> count(*));
