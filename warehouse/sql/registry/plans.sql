-- Plans, tasks and duties as their files have them; one that left the registry leaves no trace but its findings.
DELETE FROM governance.plan;
INSERT INTO governance.plan BY NAME FROM plan_data;
DELETE FROM governance.occasion;
INSERT INTO governance.occasion BY NAME FROM occasion_data;
DELETE FROM governance.task;
INSERT INTO governance.task BY NAME FROM task_data;
DELETE FROM governance.duty;
INSERT INTO governance.duty BY NAME FROM duty_data;
