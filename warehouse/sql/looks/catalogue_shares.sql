-- Townships, and other units that have a standard catalogue, with their matters by how they stand.
SELECT u.unit_id, u.name AS unit_name, coalesce(sum(s.items), 0)::INTEGER AS items, coalesce(sum(s.found), 0)::INTEGER AS found,
    coalesce(sum(s.incomplete), 0)::INTEGER AS incomplete, coalesce(sum(s.overdue), 0)::INTEGER AS overdue,
    coalesce(sum(s.nothing), 0)::INTEGER AS nothing, coalesce(sum(s.not_testable), 0)::INTEGER AS not_testable,
    (100.0 * sum(s.found + s.incomplete + s.overdue) / nullif(sum(s.items - s.not_testable), 0))::DECIMAL(5,1) AS covered_percent
FROM catalogue.unit AS u
LEFT JOIN governance.standard_share AS s ON s.unit_id = u.unit_id
WHERE u.kind = 'township' OR s.unit_id IS NOT NULL
GROUP BY u.unit_id, u.name, u.division, u.kind
ORDER BY u.kind <> 'township', u.division, u.unit_id;
