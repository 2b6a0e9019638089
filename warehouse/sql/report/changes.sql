-- What a run changed: new, changed, withdrawn, returned.
SELECT
    CASE WHEN c.operation = 'withdraw' THEN 'withdrawn' WHEN v.version = 1 THEN 'created'
        WHEN former.withdrawn_at IS NOT NULL THEN 'returned' ELSE 'changed' END AS kind,
    v.item_id, v.version, v.title, v.unit_name, coalesce(k.name, v.category) AS category, v.url, v.withdrawn_reason
FROM catalogue.item_version AS v
JOIN exchange.change AS c ON c.item_id = v.item_id AND c.version = v.version
LEFT JOIN catalogue.item_version AS former ON former.item_id = v.item_id AND former.version = v.version - 1
LEFT JOIN catalogue.category AS k ON k.category = v.category
WHERE v.run_id = $run_id
QUALIFY row_number() OVER (PARTITION BY kind ORDER BY c.seq) <= $at_most
ORDER BY c.seq;
