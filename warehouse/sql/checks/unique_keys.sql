-- fatal: a key that occurs twice
SELECT 'catalogue.item_version ' || item_id || ' 第 ' || version || ' 版出现 ' || count(*) || ' 次。' AS message,
    item_id FROM catalogue.item_version GROUP BY item_id, version HAVING count(*) > 1
UNION ALL
SELECT 'catalogue.attachment ' || attachment_id || ' 出现 ' || count(*) || ' 次。', min(item_id)
FROM catalogue.attachment GROUP BY attachment_id HAVING count(*) > 1
UNION ALL
SELECT 'catalogue.item_alias ' || kind || ' ' || value || ' 出现 ' || count(*) || ' 次。', item_id
FROM catalogue.item_alias GROUP BY item_id, kind, value HAVING count(*) > 1
UNION ALL
SELECT 'operations.page ' || source_id || ' ' || page_key || ' 出现 ' || count(*) || ' 次。', min(item_id)
FROM operations.page GROUP BY source_id, page_key HAVING count(*) > 1
UNION ALL
SELECT 'exchange.delivery ' || target_id || ' ' || ordinal || ' 出现 ' || count(*) || ' 次。', min(item_id)
FROM exchange.delivery GROUP BY target_id, ordinal HAVING count(*) > 1
UNION ALL
SELECT 'exchange.batch ' || batch_id || ' 出现 ' || count(*) || ' 次。', NULL
FROM exchange.batch GROUP BY batch_id HAVING count(*) > 1
UNION ALL
SELECT 'operations.finding ' || finding_id || ' 出现 ' || count(*) || ' 次。', NULL
FROM operations.finding GROUP BY finding_id HAVING count(*) > 1
UNION ALL
SELECT 'operations.source_run ' || run_id || ' ' || source_id || ' 出现 ' || count(*) || ' 次。', NULL
FROM operations.source_run GROUP BY run_id, source_id HAVING count(*) > 1;
