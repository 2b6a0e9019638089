-- Matters of townships' catalogues by field: how many can be tested, how many are disclosed. Townships without a catalogue
-- have NULL throughout.
WITH fields AS (SELECT DISTINCT field FROM governance.standard_share)
SELECT replace(u.name, '人民政府', '') AS township, coalesce(f.name, '其他') AS field_name,
    s.items - s.not_testable AS tested, s.found + s.incomplete + s.overdue AS covered
FROM catalogue.unit AS u
CROSS JOIN fields AS n
LEFT JOIN governance.standard_field AS f ON f.field = n.field
LEFT JOIN governance.standard_share AS s ON s.unit_id = u.unit_id AND s.field = n.field
WHERE u.kind = 'township'
ORDER BY u.division, u.unit_id, f.position NULLS LAST;
