-- How each source fared in a run: red ones first, then those held back, then by unit.
SELECT r.source_id, coalesce(u.name, r.source_id) AS unit_name, coalesce(s.family, '') AS family,
    coalesce(s.base_url, '') AS base_url, r.completeness, r.listed, r.fetched, r.accepted, r.unchanged, r.rejected,
    r.skipped, r.declared_total, r.requests, r.created, r.changed, r.withdrawn, r.returned, r.missing, r.is_held,
    round(epoch(r.ended_at - r.started_at), 1)::DOUBLE AS seconds, r.error, r.cause
FROM operations.source_run AS r
LEFT JOIN catalogue.source AS s ON s.source_id = r.source_id
LEFT JOIN catalogue.unit AS u ON u.unit_id = s.unit_id
WHERE r.run_id = $run_id
ORDER BY r.completeness <> 'broken', NOT r.is_held, unit_name, r.source_id;
