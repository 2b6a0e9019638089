-- Tasks of the plans with the plan they are of, in order.
SELECT t.task_id, t.plan_id, t.number, t.item, t.lead, t.responsible, t.clause, t.mark, p.title AS plan_title,
    p.document_number, p.year
FROM governance.task AS t
JOIN governance.plan AS p ON p.plan_id = t.plan_id
WHERE $plan_id IS NULL OR t.plan_id = $plan_id
ORDER BY t.plan_id = 'standing', t.plan_id, t.position;
