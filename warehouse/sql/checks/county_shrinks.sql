-- fatal: the county has markedly fewer items than when it was last let out
SELECT '上次发布时全县有 ' || before || ' 条信息，现有 ' || after || ' 条，减少超过 '
    || round(100 * getvariable('max_shrink'), 1) || ' %。' AS message
FROM (
    SELECT getvariable('cleared_items') AS before, count(*) FILTER (withdrawn_at IS NULL) AS after
    FROM catalogue.item_version WHERE valid_to IS NULL
)
WHERE before > 0 AND after < (1 - getvariable('max_shrink')) * before;
