-- The names items are known again by. Columns beyond the one that gives the category are names too.
CREATE OR REPLACE TEMP TABLE named AS
WITH page AS (
    SELECT r.item_id, r.page_key, l.address, l.columns, getvariable('source_id') || ':' || l.native_id AS native_id,
        h.page_key IS NOT NULL AS was_read, h.index_number_alias, h.document_alias
    FROM resolved AS r
    JOIN listed AS l ON l.page_key = r.page_key
    LEFT JOIN harvested AS h ON h.page_key = r.page_key
),
owned AS (
    SELECT p.item_id, CASE WHEN coalesce(s.is_ours, true) THEN p.columns[2:] ELSE p.columns END AS columns
    FROM page AS p LEFT JOIN standing AS s ON s.item_id = p.item_id
)
SELECT DISTINCT item_id, kind, value
FROM (
    SELECT item_id, unnest(['url', 'native_id', 'index_number', 'document']) AS kind,
        unnest([address, native_id, index_number_alias, document_alias]) AS value
    FROM page WHERE was_read
    UNION ALL
    SELECT item_id, 'column', getvariable('source_id') || ':' || unnest(columns) FROM owned WHERE len(columns) > 0
)
WHERE value IS NOT NULL;

INSERT INTO catalogue.item_alias
SELECT n.item_id, n.kind, n.value, getvariable('run_at')
FROM named AS n
ANTI JOIN (FROM catalogue.item_alias AS a SEMI JOIN named AS m ON m.item_id = a.item_id) AS b
    ON b.item_id = n.item_id AND b.kind = n.kind AND b.value = n.value
ORDER BY n.item_id, n.kind, n.value;
