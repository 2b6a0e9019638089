-- The judged duties with all that a page prints of them.
SELECT j.duty_id, j.task_id, j.unit_id, u.name AS unit_name, d.text, j.due_on, d.due_mark, j.verdict, j.reason,
    (SELECT list({'item_id': v.item_id, 'title': v.title, 'url': v.url, 'published_on': strftime(v.published_at, '%Y-%m-%d')}
            ORDER BY list_position(j.evidence, v.item_id))
        FROM catalogue.item_version AS v
        WHERE list_contains(j.evidence[:$at_most], v.item_id)
            AND v.valid_from <= getvariable('known_at') AND (v.valid_to IS NULL OR v.valid_to > getvariable('known_at'))
    ) AS proofs,
    len(j.evidence) AS evidence_count
FROM judged AS j
JOIN governance.duty AS d ON d.duty_id = j.duty_id
JOIN governance.task AS t ON t.task_id = j.task_id
LEFT JOIN catalogue.unit AS u ON u.unit_id = j.unit_id
WHERE ($unit_id IS NULL OR j.unit_id = $unit_id) AND ($plan_id IS NULL OR t.plan_id = $plan_id)
ORDER BY t.plan_id = 'standing', t.plan_id, t.position, d.position, j.due_on, u.kind, u.division, j.unit_id;
