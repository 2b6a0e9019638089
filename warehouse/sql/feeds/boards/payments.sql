-- What a township's boards may show: payments by household, and sums by village where there is no list of households.
SELECT p.fiscal_year, p.programme, p.batch, p.level, p.township, p.township_code, p.village, p.village_code, p.payee,
    p.households, p.quantity, p.quantity_unit, p.standard_yuan, p.amount_yuan, p.paid_on, p.publicity_from,
    p.publicity_to, p.item_id, p.attachment_id, p.sheet_or_page, p.cell, v.title AS source_title, v.url AS source_url
FROM published_payment AS p
JOIN catalogue.item_version AS v ON v.item_id = p.item_id AND v.valid_to IS NULL
WHERE p.township_code = $township AND p.programme IS NOT NULL AND p.level IN ('household', 'village', 'township')
ORDER BY p.fiscal_year DESC NULLS LAST, p.programme, p.batch NULLS FIRST, p.village_code NULLS LAST, p.village NULLS LAST,
    p.level, p.item_id, p.attachment_id NULLS FIRST, length(p.cell), p.cell, p.payee;
