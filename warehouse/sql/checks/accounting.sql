-- fatal: a source whose pages do not add up
SELECT format('信息源 {}：列出 {} 条，而接收 {}、未变 {}、不合格 {}、略过 {}，合计不等。', source_id, listed, accepted,
    unchanged, rejected, skipped) AS message, NULL AS item_id
FROM operations.source_run
WHERE run_id = getvariable('run_id') AND listed <> accepted + unchanged + rejected + skipped;
