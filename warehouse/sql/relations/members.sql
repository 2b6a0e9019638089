-- Items that the comparison touches: fresh ones that were compared or had a document before, and all postings of the
-- documents they were found to belong to.
WITH document AS (
    SELECT DISTINCT v.document_id FROM catalogue.item_version AS v SEMI JOIN met AS m ON m.item_id = v.item_id
    ANTI JOIN fresh AS f ON f.item_id = v.item_id
    WHERE v.valid_to IS NULL
)
SELECT v.item_id, v.document_id, v.first_seen_at, v.document_number, f.item_id IS NOT NULL AS is_fresh, f.former
FROM catalogue.item_version AS v
LEFT JOIN fresh AS f ON f.item_id = v.item_id
WHERE v.valid_to IS NULL
    AND CASE WHEN f.item_id IS NOT NULL 
            THEN f.is_read AND (f.former IS NOT NULL OR v.item_id IN (SELECT unnest([one, other]) FROM candidate))
        ELSE v.document_id IN (FROM document) END;
