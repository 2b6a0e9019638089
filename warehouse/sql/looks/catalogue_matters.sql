-- The matters of one unit's catalogues, what is not well first.
SELECT c.field, coalesce(f.name, '') AS field_name, c.match_key, c.name, c.verdict, c.reason, c.missing_elements, c.time_limit,
    c.evidence, (
        SELECT list({'item_id': v.item_id, 'title': v.title, 'url': v.url, 'published_on': v.published_at::DATE}
            ORDER BY v.published_at DESC NULLS LAST, v.item_id)
        FROM catalogue.item_version AS v WHERE v.valid_to IS NULL AND list_contains(c.evidence, v.item_id)
    ) AS items
FROM governance.standard_coverage AS c
LEFT JOIN governance.standard_field AS f ON f.field = c.field
WHERE c.unit_id = $unit_id
ORDER BY f.position NULLS LAST, list_position(['nothing', 'overdue', 'incomplete', 'found', 'not_testable'], c.verdict), c.name;
