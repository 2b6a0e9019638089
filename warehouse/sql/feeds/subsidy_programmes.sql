-- finance.subsidy_programme of items that are not withdrawn, in an order that depends on the rows alone.
SELECT f.*
FROM finance.subsidy_programme AS f
WHERE f.item_id IN (FROM catalogue.item_version SELECT item_id WHERE valid_to IS NULL AND withdrawn_at IS NULL)
ORDER BY ALL;
