-- warning: a publicity list whose period is over and whose page is still up
SELECT '公示期已结束，名单仍在网页上。' AS message, v.item_id
FROM catalogue.item_version AS v
WHERE v.valid_to IS NULL AND v.withdrawn_reason = 'expired'
    AND EXISTS (FROM operations.page AS p WHERE p.item_id = v.item_id AND p.gone_at IS NULL);
