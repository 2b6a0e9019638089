-- Units with more than one account in use on one platform.
SELECT unit_id, platform AS subject, '在同一平台有 ' || count(*) || ' 个账号：' || string_agg(name, '、' ORDER BY name) || '。' AS message,
    string_agg(evidence, '；' ORDER BY name) AS evidence
FROM governance.new_media_health WHERE state <> 'closed' AND platform <> 'other'
GROUP BY unit_id, platform HAVING count(*) > 1;
