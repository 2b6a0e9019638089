-- Versions with another category than the one before: the item leaves a feed. `is_final` where it never came back.
CREATE OR REPLACE TEMP TABLE moved AS
SELECT later.item_id, later.version, earlier.category AS left_category,
    NOT EXISTS (
        FROM catalogue.item_version AS again
        WHERE again.item_id = later.item_id AND again.version > later.version AND again.category = earlier.category
    ) AS is_final
FROM catalogue.item_version AS later
JOIN catalogue.item_version AS earlier
    ON earlier.item_id = later.item_id AND earlier.version = later.version - 1
WHERE later.version > 1 AND later.category <> earlier.category;
