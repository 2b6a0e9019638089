-- fatal: the change log has a gap or a double
SELECT '变更日志有 ' || count(*) || ' 行、' || count(DISTINCT seq) || ' 个编号，从 ' || min(seq) || ' 到 ' || max(seq)
    || '，应连续无重复。' AS message, NULL AS item_id
FROM exchange.change
HAVING count(*) > 0 AND (min(seq) <> 1 OR max(seq) <> count(*) OR count(DISTINCT seq) <> count(*));
