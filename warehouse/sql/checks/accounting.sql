-- fatal: a source whose pages do not add up
SELECT 'source ' || source_id || ': ' || listed || ' listed, but ' || accepted || ' accepted, ' || unchanged
    || ' unchanged, ' || rejected || ' rejected, ' || skipped || ' skipped' AS message, NULL AS item_id
FROM operations.source_run
WHERE run_id = getvariable('run_id') AND listed <> accepted + unchanged + rejected + skipped;
