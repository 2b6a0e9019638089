-- Matters whose newest item came later than the unit's own catalogue says. What is later than article 26 allows is told by
-- late_disclosure already.
SELECT c.unit_id, c.field || '/' || c.match_key AS subject,
    '“' || c.name || '”' || c.reason || '目录所列公开时限：' || c.time_limit AS message, c.newest_item_id AS evidence
FROM governance.standard_coverage AS c
WHERE c.verdict = 'overdue' AND NOT (c.limit_kind = 'within' AND coalesce(
    governance.working_days_between(c.newest_written_on, c.newest_published_on) > getvariable('told_elsewhere'), false))
ORDER BY c.unit_id, subject;
