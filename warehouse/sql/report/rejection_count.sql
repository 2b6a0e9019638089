-- How many items stand rejected by a column, with nothing newer sent of them.
SELECT count(*)
FROM exchange.delivery AS d
WHERE d.state = 'rejected' AND NOT EXISTS (
    FROM exchange.delivery AS later
    WHERE later.target_id = d.target_id AND later.item_id = d.item_id AND later.ordinal > d.ordinal
);
