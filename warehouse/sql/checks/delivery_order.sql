-- fatal: deliveries of a target with a gap, or an item's older version after a newer one
SELECT '报送对象 ' || target_id || ' 有 ' || count(*) || ' 条报送，最后一条编号 ' || max(ordinal) || '。' AS message,
    NULL AS item_id
FROM exchange.delivery GROUP BY target_id HAVING max(ordinal) <> count(*)
UNION ALL
SELECT '报送对象 ' || target_id || ' 在信息 ' || item_id || ' 的第 ' || former || ' 版之后又收到第 ' || version || ' 版。',
    item_id
FROM (
    SELECT target_id, item_id, version,
        lag(version) OVER (PARTITION BY target_id, item_id ORDER BY ordinal) AS former
    FROM exchange.delivery
) WHERE version < former;
