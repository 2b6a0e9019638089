-- finance.bond of items that are not withdrawn, in an order that depends on the rows alone.
SELECT f.*
FROM finance.bond AS f
WHERE f.item_id IN (FROM catalogue.item_version SELECT item_id WHERE valid_to IS NULL AND withdrawn_at IS NULL)
ORDER BY ALL;
