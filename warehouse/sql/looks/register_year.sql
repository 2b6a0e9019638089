-- Table 3 of a unit's year, counted from the register; the unit by its name or one of its aliases.
SELECT y.applicant_kind, y."row", y.requests
FROM governance.request_year AS y
JOIN catalogue.unit AS u ON u.unit_id = y.unit_id
WHERE y.year = $year AND (u.name = $unit OR list_contains(u.aliases, $unit))
ORDER BY ALL;
