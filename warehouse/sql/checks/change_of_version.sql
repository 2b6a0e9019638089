-- fatal: a version without its row in the change log, or a row without its version
SELECT '信息 ' || coalesce(v.item_id, c.item_id) || ' 的第 ' || coalesce(v.version, c.version) || ' 版'
    || CASE WHEN c.seq IS NULL THEN '不在变更日志中。' WHEN v.item_id IS NULL THEN '只在变更日志中。'
        ELSE '在变更日志中记为 ' || c.operation || '。' END AS message,
    coalesce(v.item_id, c.item_id) AS item_id
FROM catalogue.item_version AS v
FULL JOIN exchange.change AS c ON c.item_id = v.item_id AND c.version = v.version
WHERE c.seq IS NULL OR v.item_id IS NULL OR (c.operation = 'withdraw') <> (v.withdrawn_at IS NOT NULL);
