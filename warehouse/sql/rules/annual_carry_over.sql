-- Reports whose cases carried in are not those that the year before carried out, told once a report.
SELECT n.item_id, n.unit_id,
    '年度报告' || n.report_year || '年的上年结转与' || b.report_year || '年报告的结转下年度不一致：' || string_agg(
        n.column_label || ' ' || CAST(b.value AS INTEGER) || ' 件，本年填 ' || CAST(n.value AS INTEGER) || ' 件', '；' ORDER BY n.cell
    ) || '。' AS message,
    string_agg(n.cell, ' ' ORDER BY n.cell) AS evidence
FROM sound_report_cell AS n
JOIN sound_report_cell AS b ON b.unit_id = n.unit_id AND b.report_year = n.report_year - 1 AND b.column_code = n.column_code
    AND b.row_code = 'carried_out'
WHERE n.row_code = 'carried_in' AND n.value <> b.value
GROUP BY n.item_id, n.unit_id, n.report_year, b.report_year
ORDER BY n.item_id;
