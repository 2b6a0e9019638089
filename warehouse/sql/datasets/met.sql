-- Failed identities and what readers said, as findings. A wrong figure breaks several identities at once: failures that
-- name one suspect cell are one finding, under the rule that stands first in the rule data. The rest are one a rule and
-- item, its places told one after the other.
WITH failed AS (
    SELECT c.item_id, c.rule_id, c.message, array_to_string(c.cells, ' ') AS evidence, c.clause, c.attachment_id,
        c.suspect, r.position
    FROM finance.check_result AS c LEFT JOIN governance.rule AS r USING (rule_id)
    WHERE c.verdict = 'fail'
)
SELECT check_id, severity, i.source_id, i.unit_id, item_id, subject, f.message, f.evidence,
    regexp_replace(f.clause, ' \[[a-z]+\]$', '') AS clause,
    nullif(regexp_extract(f.clause, ' \[([a-z]+)\]$', 1), '') AS mark
FROM (
    SELECT item_id, arg_min(rule_id, coalesce(position, 0)) AS check_id, 'error' AS severity,
        concat_ws('!', attachment_id, suspect) AS subject,
        CASE WHEN count(*) > 1 THEN suspect || ' 疑有误，' || count(*) || ' 项勾稽因此不成立：' ELSE '' END
            || string_agg(message, '；' ORDER BY position, message) AS message,
        suspect AS evidence, arg_min(clause, coalesce(position, 0)) AS clause
    FROM failed WHERE suspect IS NOT NULL
    GROUP BY item_id, attachment_id, suspect
    UNION ALL
    SELECT item_id, check_id, severity, NULL,
        string_agg(message, '；' ORDER BY message) FILTER (n <= 5)
            || CASE WHEN max(n) > 5 THEN '；另有 ' || (max(n) - 5) || ' 处' ELSE '' END,
        string_agg(DISTINCT evidence, ', ' ORDER BY evidence) FILTER (n <= 5), any_value(clause)
    FROM (
        SELECT *, row_number() OVER (PARTITION BY item_id, check_id, severity ORDER BY message) AS n
        FROM (
            SELECT item_id, rule_id AS check_id, 'error' AS severity, message, evidence, clause
            FROM failed WHERE suspect IS NULL
            UNION  -- what two readers say of one file is said once
            SELECT item_id, check_id, severity, message, coalesce(evidence, cell), clause FROM finance.reading_finding
        )
    )
    GROUP BY item_id, check_id, severity
) AS f
JOIN catalogue.item_version AS i USING (item_id)
WHERE i.valid_to IS NULL
ORDER BY item_id, check_id, subject;
