-- Accounts of the register by platform: how many are in use, and how they stand.
SELECT platform, count(*) FILTER (verdict <> 'closed')::INTEGER AS accounts, count(*) FILTER (verdict = 'stale')::INTEGER AS stale,
    count(*) FILTER (verdict = 'shell')::INTEGER AS shells,
    count(*) FILTER (verdict <> 'closed' AND filing = 'unfiled')::INTEGER AS unfiled, max(checked_on) AS checked_on
FROM governance.new_media_health GROUP BY platform ORDER BY accounts DESC, platform;
