-- The judged duties of one unit or all, of one plan or all, in the order of the plans.
SELECT j.duty_id, j.task_id, j.unit_id, j.due_on, j.verdict, j.reason, j.evidence
FROM judged AS j
JOIN governance.duty AS d ON d.duty_id = j.duty_id
JOIN governance.task AS t ON t.task_id = j.task_id
WHERE ($unit_id IS NULL OR j.unit_id = $unit_id) AND ($plan_id IS NULL OR t.plan_id = $plan_id)
ORDER BY t.plan_id = 'standing', t.plan_id, t.position, d.position, j.due_on, j.duty_id;
