-- `outdated`: readings of files that stand no more: withdrawn, replaced, or of another category.
CREATE OR REPLACE TEMP TABLE outdated AS
SELECT f.item_id, f.attachment_id, f.kind
FROM finance.reading AS f
WHERE f.kind IN (FROM reader SELECT kind)
    AND NOT EXISTS (
        FROM standing AS s
        WHERE s.item_id = f.item_id AND s.attachment_id IS NOT DISTINCT FROM f.attachment_id AND s.kind = f.kind
    );
