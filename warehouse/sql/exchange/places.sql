-- Where the versions that `forming` is to send lie in their table.
SELECT v.rowid
FROM catalogue.item_version AS v
JOIN forming AS f ON f.item_id = v.item_id AND f.version = v.version
WHERE f.operation = 'upsert'
ORDER BY v.rowid;
