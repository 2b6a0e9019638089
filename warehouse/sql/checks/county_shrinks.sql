-- error: the county has markedly fewer items than before this run
SELECT 'the county had ' || before || ' items and now has ' || after AS message, NULL AS item_id
FROM (
    SELECT count(*) FILTER (withdrawn_at IS NULL OR run_id = getvariable('run_id') AND withdrawn_at IS NOT NULL)
            - count(*) FILTER (version = 1 AND run_id = getvariable('run_id')) AS before,
        count(*) FILTER (withdrawn_at IS NULL) AS after
    FROM catalogue.item_version WHERE valid_to IS NULL
)
WHERE before > 0 AND after < 0.9 * before;
