-- The names items are known again by. Columns beyond the one that gives the category are names too.
INSERT INTO catalogue.item_alias
WITH page AS (
    SELECT r.item_id, l.page_key, l.address, l.native_id, l.columns, h.page_key IS NOT NULL AS was_read,
        h.index_number_alias, h.document_alias, coalesce(v.source_id, '') AS owner
    FROM resolved AS r
    JOIN listed AS l ON l.page_key = r.page_key
    LEFT JOIN harvested AS h ON h.page_key = r.page_key
    LEFT JOIN catalogue.item_version AS v ON v.item_id = r.item_id AND v.valid_to IS NULL AND len(l.columns) > 0
    WHERE h.page_key IS NOT NULL OR len(l.columns) > 1
),
named AS (
    SELECT item_id, 'url' AS kind, address AS value FROM page WHERE was_read
    UNION SELECT item_id, 'native_id', getvariable('source_id') || ':' || native_id FROM page WHERE was_read
    UNION SELECT item_id, 'index_number', index_number_alias FROM page WHERE was_read
    UNION SELECT item_id, 'document', document_alias FROM page WHERE was_read
    UNION SELECT item_id, 'column', getvariable('source_id') || ':' || unnest(
        CASE WHEN owner = getvariable('source_id') THEN columns[2:] ELSE columns END) FROM page
),
before AS (SELECT a.item_id, a.kind, a.value FROM catalogue.item_alias AS a SEMI JOIN page AS p ON p.item_id = a.item_id)
SELECT n.item_id, n.kind, n.value, getvariable('run_at')
FROM named AS n
ANTI JOIN before AS b ON b.item_id = n.item_id AND b.kind = n.kind AND b.value = n.value
WHERE n.value IS NOT NULL
ORDER BY n.item_id, n.kind, n.value;
