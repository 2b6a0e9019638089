-- The bodies of the items of a window that stand, in no order.
SELECT l.seq, v.body_text, v.body_html
FROM catalogue.item_version AS v
JOIN located AS l ON l.place = v.rowid
WHERE v.rowid BETWEEN $first AND $last AND l.seq > $after AND l.seq <= $upto
    AND v.valid_to IS NULL AND v.withdrawn_at IS NULL;
