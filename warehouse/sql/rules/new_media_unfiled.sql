-- Accounts in use that are not filed.
SELECT unit_id, platform || '!' || name AS subject, '“' || name || '”未备案。' AS message, evidence
FROM governance.new_media_health WHERE state <> 'closed' AND filing = 'unfiled';
