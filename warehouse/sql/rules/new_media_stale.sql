-- Accounts in use without an update in the time before they were looked up; shells are told by their own rule.
SELECT unit_id, platform || '!' || name AS subject, '“' || name || '”最近更新 ' || last_post_on || '，至核查日期 ' || checked_on || ' 已 '
        || date_diff('day', last_post_on, checked_on) || ' 天。' AS message, evidence
FROM governance.new_media_health WHERE verdict = 'stale';
