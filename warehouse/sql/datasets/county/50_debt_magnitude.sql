-- A limit or balance of the county a hundred times that of the year before, in another file: one of the two units is wrong.
-- Files whose own numbers tell that already are told once, and a year that is back where it was before is not told.
INSERT INTO finance.check_result BY NAME
SELECT d.item_id, d.attachment_id, 'debt' AS kind, 'county_debt_magnitude' AS rule_id, 'fail' AS verdict,
    d.fiscal_year || '年' || d.debt_kind || d.row_label AS place, b.amount_yuan AS expected, d.amount_yuan AS found,
    [d.sheet_or_page || '!' || d.cell] AS cells,
    format('{}年{}{:,.2f} 元，上年 {:,.2f} 元，请核对计量单位（{}）', d.fiscal_year, d.row_label, d.amount_yuan::DOUBLE,
        b.amount_yuan::DOUBLE, d.printed_unit) AS message,
    '量级核对 [inference]' AS clause
FROM finance.debt_amount AS d
JOIN (
    SELECT unit_id, measure, debt_kind, fiscal_year, median(amount_yuan)::DECIMAL(18,2) AS amount_yuan
    FROM finance.debt_amount
    WHERE scope = '本地区' AND measure IN ('limit', 'balance') AND amount_yuan > 0
    GROUP BY ALL
) AS b ON b.unit_id = d.unit_id AND b.measure = d.measure AND b.debt_kind = d.debt_kind
    AND b.fiscal_year = d.fiscal_year - 1
WHERE d.scope = '本地区' AND d.measure IN ('limit', 'balance') AND d.amount_yuan > 0
    AND (d.amount_yuan >= 100 * b.amount_yuan OR b.amount_yuan >= 100 * d.amount_yuan)
    AND NOT EXISTS (
        FROM finance.debt_amount AS e
        WHERE e.unit_id = d.unit_id AND e.measure = d.measure AND e.debt_kind = d.debt_kind AND e.scope = '本地区'
            AND e.fiscal_year = d.fiscal_year - 2 AND e.amount_yuan > 0
            AND d.amount_yuan < 100 * e.amount_yuan AND e.amount_yuan < 100 * d.amount_yuan
    )
    AND NOT EXISTS (
        FROM finance.check_result AS c
        WHERE c.item_id = d.item_id AND c.attachment_id IS NOT DISTINCT FROM d.attachment_id
            AND c.rule_id = 'debt_magnitude' AND c.verdict = 'fail'
    )
QUALIFY row_number() OVER (PARTITION BY d.item_id, d.attachment_id, d.measure ORDER BY d.cell) = 1;
