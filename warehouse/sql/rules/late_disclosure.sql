-- Documents whose first posting came more than the working days of article 26 after they were made. Where an organ of
-- the county made them: a text of the province that is put up again is not late. When we saw it plays no part.
SELECT unit_id, item_id, written_on || ' 成文，' || published_on || ' 发布，相隔 ' || days || ' 个工作日，超过 '
        || getvariable('working_days') || ' 个工作日。' AS message,
    '成文日期 ' || written_on || '；发布日期 ' || published_on AS evidence
FROM (
    SELECT v.unit_id, v.item_id, v.written_on, v.published_at::DATE AS published_on,
        finish.ordinal - start.ordinal AS days
    FROM catalogue.item_version AS v
    JOIN governance.workday AS start ON start.day = v.written_on
    JOIN governance.workday AS finish ON finish.day = v.published_at::DATE
    WHERE v.valid_to IS NULL AND v.withdrawn_at IS NULL AND v.written_on >= getvariable('since')::DATE
        AND (v.publisher IS NULL OR v.publisher_unit_id IS NOT NULL)
        AND v.item_id NOT IN (SELECT item_id FROM doubted_date)
        AND NOT EXISTS (
            FROM catalogue.item_version AS earlier
            WHERE earlier.document_id = v.document_id AND earlier.valid_to IS NULL
                AND (earlier.published_at, earlier.item_id) < (v.published_at, v.item_id)
        )
)
WHERE days > getvariable('working_days');
