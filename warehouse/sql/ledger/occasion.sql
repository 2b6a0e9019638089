-- What is handed in on a day, if a plan says so.
SELECT o.name FROM governance.occasion AS o
WHERE o."on" = getvariable('as_of') AND ($plan_id IS NULL OR o.plan_id = $plan_id);
