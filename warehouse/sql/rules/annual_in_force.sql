-- Reports whose documents in force do not follow from those of the year before, what was issued and what was repealed. Where the
-- number of the year before is the wrong one, as the year before that tells, this report is right.
WITH year AS (
    SELECT c.item_id, c.unit_id, c.report_year,
        max(c.value) FILTER (c.column_code = 'issued') AS issued,
        max(c.value) FILTER (c.column_code = 'repealed') AS repealed,
        max(c.value) FILTER (c.column_code = 'in_force') AS in_force,
        max(c.cell) FILTER (c.column_code = 'in_force') AS cell
    FROM governance.annual_report_cell AS c
    JOIN catalogue.item_version AS v ON v.item_id = c.item_id AND v.valid_to IS NULL AND v.withdrawn_at IS NULL
    WHERE c.table_number = 2 AND c.row_code = 'normative'
    GROUP BY c.item_id, c.unit_id, c.report_year
)
SELECT n.item_id, n.unit_id, n.cell AS evidence,
    '行政规范性文件现行有效件数填 ' || CAST(n.in_force AS INTEGER) || '，按上年 ' || CAST(b.in_force AS INTEGER) || '、制发 '
        || CAST(n.issued AS INTEGER) || '、废止 ' || CAST(n.repealed AS INTEGER) || ' 应为 '
        || CAST(b.in_force + n.issued - n.repealed AS INTEGER) || '。' AS message
FROM year AS n
JOIN year AS b ON b.unit_id = n.unit_id AND b.report_year = n.report_year - 1
LEFT JOIN year AS a ON a.unit_id = n.unit_id AND a.report_year = n.report_year - 2
WHERE n.in_force <> b.in_force + n.issued - n.repealed
    AND n.in_force IS DISTINCT FROM a.in_force + b.issued - b.repealed + n.issued - n.repealed
ORDER BY n.item_id;
