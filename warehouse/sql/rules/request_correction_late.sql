-- Applicants who were asked to correct their application later than the working days after it came in.
SELECT r.unit_id, r.number AS subject, '登记号 ' || r.number || ' 于 ' || r.received_on || ' 收到，'
        || r.correction_asked_on || ' 才通知补正，超过 ' || getvariable('working_days') || ' 个工作日。' AS message
FROM governance.request AS r
JOIN governance.workday AS start ON start.day = r.received_on
JOIN governance.workday AS finish ON finish.day = r.correction_asked_on
WHERE finish.ordinal - start.ordinal > getvariable('working_days');
