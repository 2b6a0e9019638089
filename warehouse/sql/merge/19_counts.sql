-- What the merge did, in items.
SELECT (SELECT count(*) FROM change_set WHERE kind = 'new'),
    (SELECT count(*) FROM change_set WHERE kind = 'changed'),
    (SELECT count(*) FROM change_set WHERE kind = 'returned'),
    (SELECT count(*) FROM withdrawal),
    (SELECT count(*) FROM vanished AS v ANTI JOIN withdrawal AS w ON w.item_id = v.item_id),
    (SELECT count(DISTINCT item_id) FROM resolved AS r ANTI JOIN change_set AS c ON c.item_id = r.item_id);
