-- Table 4 of a unit's year, counted from the register; the unit by its name or one of its aliases.
SELECT c.kind, c.upheld, c.corrected, c.other, c.pending
FROM governance.request_contest AS c
JOIN catalogue.unit AS u ON u.unit_id = c.unit_id
WHERE c.year = $year AND (u.name = $unit OR list_contains(u.aliases, $unit))
ORDER BY ALL;
