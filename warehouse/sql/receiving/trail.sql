-- An item as it is held here, with the newest word of each column above.
SELECT h.item_id, h.version, h.is_withdrawn AS withdrawn, h.receipt_number, coalesce(list(
    {'target': f.target_id, 'version': f.version, 'operation': f.operation, 'state': f.state,
        'receipt_number': f.receipt_number, 'code': f.code, 'message': f.message}
    ORDER BY f.target_id
) FILTER (f.target_id IS NOT NULL), []) AS forwarded
FROM held_item AS h
LEFT JOIN (
    FROM forwarded QUALIFY row_number() OVER (PARTITION BY target_id, item_id ORDER BY seq DESC) = 1
) AS f ON f.item_id = h.item_id
WHERE h.item_id = $item_id
GROUP BY ALL;
