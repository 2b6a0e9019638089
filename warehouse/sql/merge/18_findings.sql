-- Findings of the harvest as `met`, with the items their pages show; those that were looked for and not met are
-- closed: of a page when it is read again or gone, of the source when it is run again.
CREATE OR REPLACE TEMP TABLE met AS
SELECT left(sha256(concat_ws(chr(10), f.check_id, getvariable('source_id'),
        coalesce(f.page_key, f.item_id, f.unit_id, ''), f.subject)), 24) AS finding_id,
    'harvest' AS origin, f.check_id, arg_max(f.severity, CASE f.severity WHEN 'fatal' THEN 4 WHEN 'error' THEN 3
        WHEN 'warning' THEN 2 ELSE 1 END) AS severity,
    getvariable('source_id') AS source_id, coalesce(any_value(f.unit_id), getvariable('unit_id')) AS unit_id,
    coalesce(any_value(f.item_id), any_value(p.item_id)) AS item_id, f.page_key,
    f.subject, string_agg(DISTINCT f.message, '; ' ORDER BY f.message) AS message,
    string_agg(DISTINCT f.evidence, '; ' ORDER BY f.evidence) AS evidence, min(f.clause) AS clause,
    min(f.mark) AS mark, min(f.remedy) AS remedy
FROM read_parquet(getvariable('stage') || '/findings.parquet') AS f
LEFT JOIN operations.page AS p ON p.page_key = f.page_key AND p.source_id = getvariable('source_id')
GROUP BY f.check_id, f.page_key, f.item_id, f.unit_id, f.subject;

UPDATE operations.finding AS f SET closed_at = getvariable('run_at')
WHERE f.source_id = getvariable('source_id') AND f.origin IN ('harvest', 'merge') AND f.closed_at IS NULL
    AND NOT EXISTS (FROM met AS m WHERE m.finding_id = f.finding_id)
    AND CASE WHEN f.page_key IS NULL THEN NOT getvariable('is_replay') AND getvariable('completeness') <> 'skipped'
        ELSE EXISTS (FROM harvested AS h WHERE h.page_key = f.page_key)
            OR EXISTS (FROM listed AS l WHERE l.page_key = f.page_key AND l.outcome = 'rejected')
            OR EXISTS (FROM operations.page AS p WHERE p.page_key = f.page_key
                AND p.source_id = getvariable('source_id') AND p.gone_at IS NOT NULL) END;
