-- One record of an edition.
SELECT item_id, changed_at, category, withdrawn_at IS NOT NULL AS is_deleted
FROM read_parquet($items) WHERE item_id = $item_id;
