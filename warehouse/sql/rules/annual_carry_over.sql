-- Reports whose cases carried in are not those that the year before carried out, told once a report. A cell that the report's own
-- arithmetic shows to be wrong is told there.
WITH cell AS (
    SELECT c.*
    FROM governance.annual_report_cell AS c
    JOIN catalogue.item_version AS v ON v.item_id = c.item_id AND v.valid_to IS NULL AND v.withdrawn_at IS NULL
    WHERE c.table_number = 3 AND NOT EXISTS (
        FROM finance.check_result AS r
        WHERE r.item_id = c.item_id AND r.attachment_id IS NOT DISTINCT FROM c.attachment_id AND r.verdict = 'fail'
            AND r.suspect = if(contains(c.cell, '!'), c.cell, c.sheet_or_page || '!' || c.cell)
    )
)
SELECT n.item_id, n.unit_id,
    '年度报告' || n.report_year || '年的上年结转与' || b.report_year || '年报告的结转下年度不一致：' || string_agg(
        n.column_label || ' ' || CAST(b.value AS INTEGER) || ' 件，本年填 ' || CAST(n.value AS INTEGER) || ' 件', '；' ORDER BY n.cell
    ) || '。' AS message,
    string_agg(n.cell, ' ' ORDER BY n.cell) AS evidence
FROM cell AS n
JOIN cell AS b ON b.unit_id = n.unit_id AND b.report_year = n.report_year - 1 AND b.column_code = n.column_code
    AND b.row_code = 'carried_out'
WHERE n.row_code = 'carried_in' AND n.value <> b.value
GROUP BY n.item_id, n.unit_id, n.report_year, b.report_year
ORDER BY n.item_id;
