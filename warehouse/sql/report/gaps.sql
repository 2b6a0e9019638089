-- Units that have published nothing in a category that is their duty: budgets, final accounts, annual reports, guides.
SELECT c.category, c.name AS category_name, c.basis, list(u.name ORDER BY u.division, u.name) AS units
FROM catalogue.category AS c
JOIN catalogue.unit AS u ON list_contains(c.levels, CASE u.kind WHEN 'government' THEN 'county' ELSE u.kind END)
WHERE c.category IN ('budget', 'final_account', 'annual_report', 'guide')
    AND NOT EXISTS (
        FROM catalogue.item_version AS v
        WHERE v.valid_to IS NULL AND v.withdrawn_at IS NULL AND v.category = c.category AND v.unit_id = u.unit_id
    )
GROUP BY c.category, c.name, c.basis
ORDER BY min(c.position);
