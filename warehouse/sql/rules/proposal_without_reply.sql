-- Proposals and suggestions on show that nobody has answered on show within the days for a reply.
SELECT v.unit_id, v.item_id, strftime(v.published_at, '%Y-%m-%d') || ' 公开的建议提案，至今未见办理答复。' AS message,
    v.title AS evidence
FROM catalogue.item_version AS v
WHERE v.category = 'proposal' AND v.valid_to IS NULL AND v.withdrawn_at IS NULL
    AND regexp_matches(v.title, '建议|提案') AND NOT regexp_matches(v.title, '答复|复函|回复|办理|办结|总结|通知|方案|计划')
    AND v.published_at::DATE + getvariable('days')::INTEGER < getvariable('run_at')::DATE
    AND NOT EXISTS (FROM catalogue.link AS l WHERE l.to_item_id = v.item_id AND l.kind = 'answers');
