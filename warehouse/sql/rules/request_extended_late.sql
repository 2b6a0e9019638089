-- Extensions told to the applicant after the first time limit was over.
SELECT r.unit_id, r.number AS subject, '登记号 ' || r.number || ' 于 ' || r.extended_on
        || ' 告知延期，已超过 ' || getvariable('working_days') || ' 个工作日的答复期限。' AS message
FROM governance.request AS r
JOIN governance.workday AS start ON start.day = coalesce(r.corrected_on, r.received_on)
JOIN governance.workday AS finish ON finish.day = r.extended_on
LEFT JOIN governance.workday AS asked ON asked.day = r.consulted_from
LEFT JOIN governance.workday AS told ON told.day = r.consulted_to
WHERE finish.ordinal - start.ordinal - coalesce(told.ordinal - asked.ordinal, 0) > getvariable('working_days');
