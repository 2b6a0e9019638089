-- Matters that are on show without elements that the unit's own catalogue names, whether in time or late.
SELECT c.unit_id, c.field || '/' || c.match_key AS subject,
    '“' || c.name || '”已公开 ' || len(c.evidence) || ' 条，未见' || list_aggregate(c.missing_elements, 'string_agg', '、')
        || '。' AS message,
    list_aggregate(c.evidence[:5], 'string_agg', ' ') AS evidence
FROM governance.standard_coverage AS c
WHERE len(c.evidence) > 0 AND len(c.missing_elements) > 0
ORDER BY c.unit_id, subject;
