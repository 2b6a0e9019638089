-- The bodies of the items of a window that stand, plain and as JSON, in no order.
SELECT l.seq, v.body_text, v.body_html, to_json(v.body_text)::VARCHAR AS text_json, to_json(v.body_html)::VARCHAR AS html_json
FROM catalogue.item_version AS v
JOIN located AS l ON l.place = v.rowid
WHERE v.rowid BETWEEN $first AND $last AND l.seq > $after AND l.seq <= $upto
    AND v.valid_to IS NULL AND v.withdrawn_at IS NULL;
