-- How many items a run changed, by kind.
SELECT
    count(*) FILTER (c.operation = 'upsert' AND v.version = 1)::INTEGER AS created,
    count(*) FILTER (c.operation = 'upsert' AND v.version > 1 AND former.withdrawn_at IS NULL)::INTEGER AS changed,
    count(*) FILTER (c.operation = 'withdraw')::INTEGER AS withdrawn,
    count(*) FILTER (c.operation = 'upsert' AND former.withdrawn_at IS NOT NULL)::INTEGER AS returned
FROM (FROM catalogue.item_version SELECT item_id, version WHERE run_id = $run_id) AS v
JOIN exchange.change AS c ON c.item_id = v.item_id AND c.version = v.version
LEFT JOIN catalogue.item_version AS former ON former.item_id = v.item_id AND former.version = v.version - 1;
