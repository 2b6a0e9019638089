-- Sites whose home page prints no day of the last two weeks, by their last check. One that prints no day at all cannot be judged.
SELECT s.unit_id, s.host AS subject,
    '网站 ' || s.host || '：首页最新一条为 ' || s.home_newest_on || '，应在 ' || (s.home_newest_on + getvariable('days')) || ' 前更新。' AS message,
    '首页 ' || s.home_url || '；检查日期 ' || s.checked_at::DATE AS evidence
FROM site_verdict AS s
WHERE s.home_state = 'ok' AND s.home_newest_on + getvariable('days') < s.checked_at::DATE;
