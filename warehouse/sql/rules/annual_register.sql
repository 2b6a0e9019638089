-- Reports whose table 3 is not what the unit's register of applications gives for that year, told once a report. A total alone
-- that is wrong is told by the form's own arithmetic, so it counts only where the kinds of applicants are not given.
WITH cell AS (
    SELECT c.item_id, c.unit_id, c.report_year, c.row_code, c.row_label, c.column_code, c.column_label, c.cell, c.value
    FROM sound_report_cell AS c
    WHERE c.value IS NOT NULL AND c.report_year < year(getvariable('run_at')::DATE)
        AND (c.row_code IN ('received', 'carried_in', 'carried_out')
            OR c.row_code IN (SELECT report_row FROM governance.request_outcome))
        AND (SELECT c.report_year BETWEEN min(year(r.received_on)) AND max(year(r.received_on)) FROM governance.request AS r
            WHERE r.unit_id = c.unit_id)
    QUALIFY c.column_code <> 'total'
        OR bool_and(c.column_code = 'total') OVER (PARTITION BY c.item_id, c.row_code)
),
held AS (
    SELECT c.*, coalesce((SELECT sum(r.requests) FROM governance.request_report AS r WHERE r.unit_id = c.unit_id
        AND r.year = c.report_year AND r.row_code = c.row_code AND c.column_code IN ('total', r.column_code)), 0) AS registered
    FROM cell AS c
),
differing AS (
    SELECT *, row_number() OVER (PARTITION BY item_id ORDER BY row_code NOT IN ('received', 'carried_in'), cell) AS place
    FROM held WHERE value <> registered
    QUALIFY row_number() OVER (PARTITION BY item_id, row_code, column_code ORDER BY cell) = 1
)
SELECT item_id, any_value(unit_id) AS unit_id,
    any_value(report_year) || '年度报告第三部分与本单位依申请公开登记簿不一致：' || string_agg(row_label || '（' || column_label || '）填 '
        || CAST(value AS INTEGER) || ' 件，登记簿 ' || CAST(registered AS INTEGER) || ' 件', '；' ORDER BY place)
        FILTER (place <= getvariable('told'))
        || if(count(*) > getvariable('told'), '；等共 ' || count(*) || ' 格', '') || '。' AS message,
    string_agg(cell, ' ' ORDER BY place) AS evidence
FROM differing
GROUP BY item_id
ORDER BY item_id;
