-- Which of these document ids are borne by an item that is not fresh.
SELECT DISTINCT v.document_id
FROM catalogue.item_version AS v
ANTI JOIN fresh AS f ON f.item_id = v.item_id
WHERE v.valid_to IS NULL AND v.document_id IN (FROM wanted);
