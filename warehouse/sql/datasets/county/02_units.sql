-- A department's total is the sum of its units', its own unit (本级) among them. Files say which they are (部门 or
-- 单位): a department and its own unit bear one name, and are never added up together. A total that its own file shows to
-- be wrong is told there, and held against no other (`is_doubted`).
CREATE OR REPLACE TEMP TABLE budget_total AS
SELECT b.item_id, b.attachment_id, b.unit_id, b.unit_level, b.fiscal_year, b.stage, b.amount_yuan, b.printed_unit,
    if(contains(b.cell, '!'), b.cell, b.sheet_or_page || '!' || b.cell) AS cell,
    EXISTS (
        FROM finance.check_result AS c
        WHERE c.item_id = b.item_id AND c.attachment_id IS NOT DISTINCT FROM b.attachment_id AND c.verdict = 'fail'
            AND c.suspect = if(contains(b.cell, '!'), b.cell, b.sheet_or_page || '!' || b.cell)
    ) AS is_doubted
FROM finance.budget_line AS b
WHERE b.table_code = 'expense' AND b.function_code IS NULL AND regexp_full_match(b.row_label, '(本年)?(支出)?(合计|总计)')
    AND b.measure = '合计' AND b.unit_id IS NOT NULL AND b.fiscal_year IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY b.unit_id, b.unit_level, b.fiscal_year, b.stage ORDER BY b.item_id DESC) = 1;

INSERT INTO finance.check_result BY NAME
SELECT d.item_id, d.attachment_id, 'budget' AS kind, 'county_units_sum' AS rule_id,
    CASE WHEN p.missing > 0 OR p.doubted > 0 OR d.is_doubted THEN 'not_testable'
        WHEN abs(d.amount_yuan - p.total) <= p.tolerance THEN 'pass' ELSE 'fail' END AS verdict,
    '支出总表合计' AS place, p.total AS expected, d.amount_yuan AS found, p.tolerance,
    [d.cell] AS cells,
    CASE WHEN p.missing > 0 THEN '所属 ' || p.missing || ' 家单位没有公开单位' || p.word || '，无从汇总'
        WHEN p.doubted > 0 OR d.is_doubted THEN '合计数本身有疑，待更正后汇总'
        WHEN abs(d.amount_yuan - p.total) > p.tolerance THEN '部门支出应为所属单位之和；应为 ' || p.total || ' 元，实为 '
            || d.amount_yuan || ' 元' END AS message,
    '部门预决算由本级和所属单位预决算汇总而成 [recalled]' AS clause
FROM budget_total AS d
JOIN (
    SELECT d.unit_id, d.fiscal_year, d.stage, sum(u.amount_yuan) AS total, count(*) - count(u.amount_yuan) AS missing,
        count(*) FILTER (u.is_doubted) AS doubted,
        if(bool_or(u.printed_unit <> '元'), 100 * count(*), 0) AS tolerance,
        if(d.stage = 'final', '决算', '预算') AS word
    FROM budget_total AS d
    JOIN (SELECT unit_id AS department, unit_id FROM catalogue.unit
        UNION ALL SELECT parent_unit_id, unit_id FROM catalogue.unit WHERE parent_unit_id IS NOT NULL) AS m
        ON m.department = d.unit_id
    LEFT JOIN budget_total AS u ON u.unit_id = m.unit_id AND u.unit_level = '单位' AND u.fiscal_year = d.fiscal_year
        AND u.stage = d.stage
    WHERE d.unit_level = '部门' AND EXISTS (FROM catalogue.unit AS c WHERE c.parent_unit_id = d.unit_id)
    GROUP BY d.unit_id, d.fiscal_year, d.stage
) AS p ON p.unit_id = d.unit_id AND p.fiscal_year = d.fiscal_year AND p.stage = d.stage
WHERE d.unit_level = '部门';
