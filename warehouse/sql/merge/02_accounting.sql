-- What of the stage does not add up with its report; a row here refuses the stage as a whole.
SELECT 'an address is listed twice' AS complaint, count(*) - count(DISTINCT page_key) AS pages FROM listed
HAVING count(*) > count(DISTINCT page_key)
UNION ALL
SELECT 'a page was read twice', count(*) - count(DISTINCT page_key) FROM harvested
HAVING count(*) > count(DISTINCT page_key)
UNION ALL
SELECT 'a page was read that is not listed as accepted or unchanged', count(*)
FROM harvested AS h LEFT JOIN listed AS l ON l.page_key = h.page_key
WHERE l.outcome IS NULL OR l.outcome NOT IN ('accepted', 'unchanged')
HAVING count(*) > 0
UNION ALL
SELECT 'a page is accepted that was not read', count(*)
FROM listed AS l ANTI JOIN harvested AS h ON h.page_key = l.page_key WHERE l.outcome = 'accepted'
HAVING count(*) > 0
UNION ALL
SELECT 'a page is unchanged that was never known', count(*)
FROM listed AS l ANTI JOIN known AS k ON k.page_key = l.page_key ANTI JOIN harvested AS h ON h.page_key = l.page_key
WHERE l.outcome = 'unchanged'
HAVING count(*) > 0
UNION ALL
SELECT 'the report counts other ' || r.outcome || ' pages than the list', abs(r.pages - count(l.page_key))
FROM (VALUES ('accepted', getvariable('accepted')), ('unchanged', getvariable('unchanged')),
    ('rejected', getvariable('rejected')), ('skipped', getvariable('skipped'))) AS r (outcome, pages)
LEFT JOIN listed AS l ON l.outcome = r.outcome
GROUP BY r.outcome, r.pages
HAVING count(l.page_key) <> r.pages
UNION ALL
SELECT 'listed is not accepted + unchanged + rejected + skipped', getvariable('listed')
WHERE getvariable('listed') <> getvariable('accepted') + getvariable('unchanged') + getvariable('rejected')
    + getvariable('skipped');
