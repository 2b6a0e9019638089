-- Year against year: a total five times that of the year before, or a fifth of it, is most often a wrong unit
-- (万元 for 元) or a wrong file, told of the year that jumps and not of the next, which jumps back. And what final accounts
-- quote as the budget is what the budget said.
INSERT INTO finance.check_result BY NAME
SELECT t.item_id, t.attachment_id, 'budget' AS kind, 'county_year_on_year' AS rule_id,
    if(is_alike, 'pass', 'fail') AS verdict, '支出总表合计' AS place, p.amount_yuan AS expected, t.amount_yuan AS found,
    [t.cell] AS cells,
    if(is_alike, NULL,
        '支出合计为上年的 ' || round(t.amount_yuan / p.amount_yuan, 2) || ' 倍，请核对金额单位；上年 ' || p.amount_yuan
        || ' 元，本年 ' || t.amount_yuan || ' 元') AS message,
    '预算年度之间的合理性 [inference]' AS clause
FROM budget_total AS t
JOIN budget_total AS p ON p.unit_id = t.unit_id AND p.unit_level IS NOT DISTINCT FROM t.unit_level AND p.stage = t.stage
    AND p.fiscal_year = t.fiscal_year - 1
LEFT JOIN budget_total AS b ON b.unit_id = t.unit_id AND b.unit_level IS NOT DISTINCT FROM t.unit_level
    AND b.stage = t.stage AND b.fiscal_year = t.fiscal_year - 2 AND b.amount_yuan > 0
CROSS JOIN LATERAL (
    SELECT t.amount_yuan BETWEEN 0.2 * p.amount_yuan AND 5 * p.amount_yuan
        OR coalesce(
            p.amount_yuan NOT BETWEEN 0.2 * b.amount_yuan AND 5 * b.amount_yuan
            AND t.amount_yuan BETWEEN 0.2 * b.amount_yuan AND 5 * b.amount_yuan,
            false
        ) AS is_alike
)
WHERE p.amount_yuan > 0 AND NOT t.is_doubted AND NOT p.is_doubted;

INSERT INTO finance.check_result BY NAME
SELECT f.item_id, f.attachment_id, 'budget' AS kind, 'county_three_public_quoted' AS rule_id,
    if(abs(f.amount_yuan - b.amount_yuan) <= 100, 'pass', 'fail') AS verdict,
    '“三公”经费预算数' AS place, b.amount_yuan AS expected, f.amount_yuan AS found, 100 AS tolerance,
    [if(contains(f.cell, '!'), f.cell, f.sheet_or_page || '!' || f.cell)] AS cells,
    if(abs(f.amount_yuan - b.amount_yuan) <= 100, NULL, '决算表所列“三公”经费预算数应与当年公开的预算一致；应为 '
        || b.amount_yuan || ' 元，实为 ' || f.amount_yuan || ' 元') AS message,
    '决算所列预算数为批复的预算数 [recalled]' AS clause
FROM finance.budget_line AS f
JOIN finance.budget_line AS b ON b.unit_id = f.unit_id AND b.unit_level IS NOT DISTINCT FROM f.unit_level
    AND b.fiscal_year = f.fiscal_year AND b.stage = 'budget' AND b.table_code = 'three_public' AND b.row_label = '合计'
    AND b.measure = '预算数'
WHERE f.stage = 'final' AND f.table_code = 'three_public' AND f.row_label = '合计' AND f.measure = '预算数';
