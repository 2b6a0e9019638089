-- Where versions lie in the table, given two lists: item ids and version numbers.
SELECT v.rowid
FROM catalogue.item_version AS v
JOIN (SELECT unnest(?::VARCHAR[]) AS item_id, unnest(?::INTEGER[]) AS version) AS k
    ON k.item_id = v.item_id AND k.version = v.version
ORDER BY v.rowid;
