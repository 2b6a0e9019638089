-- Failed identities and what readers said, as findings: one a rule and item, its places told one after the other.
SELECT check_id, severity, i.source_id, i.unit_id, item_id,
    string_agg(f.message, '; ' ORDER BY f.message) FILTER (f.n <= 5)
        || CASE WHEN max(f.n) > 5 THEN '; and ' || (max(f.n) - 5) || ' more' ELSE '' END AS message,
    string_agg(DISTINCT f.evidence, ', ' ORDER BY f.evidence) FILTER (f.n <= 5) AS evidence,
    any_value(f.clause) AS clause
FROM (
    SELECT *, row_number() OVER (PARTITION BY item_id, check_id, severity ORDER BY message) AS n
    FROM (
        SELECT c.item_id, c.rule_id AS check_id, 'error' AS severity, c.message, array_to_string(c.cells, ' ') AS evidence,
            c.clause
        FROM finance.check_result AS c WHERE c.verdict = 'fail'
        UNION ALL
        SELECT f.item_id, f.check_id, f.severity, f.message, coalesce(f.evidence, f.cell), f.clause
        FROM finance.reading_finding AS f
    )
) AS f
JOIN catalogue.item_version AS i USING (item_id)
WHERE i.valid_to IS NULL
GROUP BY check_id, severity, i.source_id, i.unit_id, item_id
ORDER BY item_id, check_id;
