-- Versions of touched items with another category than the one before: the item leaves a feed. `is_final` where it
-- never came back.
CREATE OR REPLACE TEMP TABLE moved AS
WITH several AS (  -- few of all: without them first, a first edition would join the whole catalogue with itself
    SELECT DISTINCT v.item_id FROM catalogue.item_version AS v SEMI JOIN touched AS t ON t.item_id = v.item_id
    WHERE v.version > 1
),
version AS (
    SELECT v.item_id, v.version, v.category FROM catalogue.item_version AS v SEMI JOIN several AS s ON s.item_id = v.item_id
)
SELECT later.item_id, later.version, earlier.category AS left_category,
    NOT EXISTS (
        FROM version AS again
        WHERE again.item_id = later.item_id AND again.version > later.version AND again.category = earlier.category
    ) AS is_final
FROM version AS later
JOIN version AS earlier
    ON earlier.item_id = later.item_id AND earlier.version = later.version - 1
WHERE later.version > 1 AND later.category <> earlier.category;
