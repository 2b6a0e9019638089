-- Accounts in use that never posted anything, or nothing for very long.
SELECT unit_id, platform || '!' || name AS subject,
    '“' || name || '”' || if(last_post_on IS NULL, '从未发布信息。', '自 ' || last_post_on || ' 起停更，至核查日期 ' || checked_on || ' 已超过六个月。')
        AS message, evidence
FROM governance.new_media_health WHERE verdict = 'shell';
