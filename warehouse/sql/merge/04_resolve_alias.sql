-- Pages not known by address that bear a name, of kind `alias_kind`, of an item that may have moved. Where several
-- pages and items share a name, they are paired in order; a pair is only made once. A CMS that was replaced counts
-- its ids anew, so an id is only believed where title or time of publication agree.
INSERT INTO resolved
WITH named AS (
    SELECT h.page_key, h.position, h.title, h.published_at,
        CASE getvariable('alias_kind')
            WHEN 'native_id' THEN getvariable('source_id') || ':' || h.native_id
            WHEN 'index_number' THEN h.index_number_alias
            ELSE h.document_alias
        END AS value
    FROM harvested AS h ANTI JOIN resolved AS r ON r.page_key = h.page_key
),
free AS (
    SELECT DISTINCT a.item_id, a.value, v.first_seen_at, v.title, v.published_at
    FROM catalogue.item_alias AS a
    JOIN movable AS m ON m.item_id = a.item_id
    JOIN catalogue.item_version AS v ON v.item_id = a.item_id AND v.valid_to IS NULL
    ANTI JOIN resolved AS r ON r.item_id = a.item_id
    WHERE a.kind = getvariable('alias_kind')
),
pairs AS (
    SELECT n.page_key, n.position, f.item_id,
        dense_rank() OVER (PARTITION BY n.value ORDER BY n.position) AS page_place,
        dense_rank() OVER (PARTITION BY n.value ORDER BY f.first_seen_at, f.item_id) AS item_place
    FROM named AS n JOIN free AS f ON f.value = n.value
    WHERE getvariable('alias_kind') <> 'native_id' OR f.title = n.title OR f.published_at = n.published_at
)
SELECT page_key, min(item_id), 'alias', min(position)
FROM pairs WHERE page_place = item_place
GROUP BY page_key
QUALIFY row_number() OVER (PARTITION BY min(item_id) ORDER BY min(position)) = 1;
