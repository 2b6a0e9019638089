-- Documents whose first interpretation came later than the working days after their first posting.
SELECT e.unit_id, e.item_id, '所解读的文件 ' || d.published_on || ' 发布，本解读 ' || e.published_on || ' 发布，相隔 '
        || (finish.ordinal - start.ordinal) || ' 个工作日，超过 ' || getvariable('working_days') || ' 个工作日。' AS message,
    d.title AS evidence
FROM (
    SELECT t.document_id, arg_min(t.title, t.published_at) AS title, min(t.published_at)::DATE AS published_on,
        arg_min(t.item_id, t.published_at) AS item_id
    FROM catalogue.item_version AS t
    WHERE t.valid_to IS NULL AND t.withdrawn_at IS NULL AND t.category IN ('normative', 'policy', 'rule')
        AND t.published_at >= getvariable('since')::DATE
    GROUP BY t.document_id
) AS d
JOIN (
    SELECT t.document_id, v.item_id, v.unit_id, v.published_at::DATE AS published_on
    FROM catalogue.link AS l
    JOIN catalogue.item_version AS v ON v.item_id = l.from_item_id AND v.valid_to IS NULL AND v.withdrawn_at IS NULL
    JOIN catalogue.item_version AS t ON t.item_id = l.to_item_id AND t.valid_to IS NULL
    WHERE l.kind = 'interprets' AND v.category = 'interpretation' AND v.published_at IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY t.document_id ORDER BY v.published_at, v.item_id) = 1
) AS e ON e.document_id = d.document_id
JOIN governance.workday AS start ON start.day = d.published_on
JOIN governance.workday AS finish ON finish.day = e.published_on
WHERE finish.ordinal - start.ordinal > getvariable('working_days')
    AND NOT EXISTS (FROM doubted_date AS u WHERE u.of_publication AND u.item_id IN (e.item_id, d.item_id));
