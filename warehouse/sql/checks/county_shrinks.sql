-- fatal: the county has markedly fewer items than when it was last let out
SELECT 'the county had ' || before || ' items when it was last published and now has ' || after || ', over '
    || round(100 * getvariable('max_shrink'), 1) || ' % fewer' AS message,
    'see what was withdrawn and why; if it is meant, let it out by gongkai release county_shrinks' AS remedy
FROM (
    SELECT getvariable('cleared_items') AS before, count(*) FILTER (withdrawn_at IS NULL) AS after
    FROM catalogue.item_version WHERE valid_to IS NULL
)
WHERE before > 0 AND after < (1 - getvariable('max_shrink')) * before;
