-- error: an amount whose item or file is not in the catalogue
SELECT 'finance.' || f.kind || ' 中 ' || f.sheet_or_page || ' ' || f.cell || ' 的金额没有对应的信息或附件。' AS message, f.item_id
FROM (
    SELECT 'budget_line' AS kind, item_id, attachment_id, sheet_or_page, cell FROM finance.budget_line
    UNION ALL SELECT 'debt_amount', item_id, attachment_id, sheet_or_page, cell FROM finance.debt_amount
    UNION ALL SELECT 'bond', item_id, attachment_id, sheet_or_page, cell FROM finance.bond
    UNION ALL SELECT 'direct_fund', item_id, attachment_id, sheet_or_page, cell FROM finance.direct_fund
    UNION ALL SELECT 'subsidy_programme', item_id, attachment_id, sheet_or_page, cell FROM finance.subsidy_programme
    UNION ALL SELECT 'subsidy_payment', item_id, attachment_id, sheet_or_page, cell FROM finance.subsidy_payment
) AS f
LEFT JOIN catalogue.item_version AS v ON v.item_id = f.item_id AND v.valid_to IS NULL
LEFT JOIN catalogue.attachment AS a ON a.attachment_id = f.attachment_id
WHERE v.item_id IS NULL OR f.attachment_id IS NOT NULL AND a.attachment_id IS NULL;
