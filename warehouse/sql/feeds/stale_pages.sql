-- Pages of Atom feeds, from 0, that an edition as of change $known lacks or shows otherwise: those with a change of an
-- item that changed since, and the last ones of each feed, which were not full or did not know of a next one.
WITH place AS (
    SELECT feed, seq, is_touched, (row_number() OVER (PARTITION BY feed ORDER BY seq) - 1) // $size AS page
    FROM (
        SELECT unnest(['all', v.category, m.left_category]) AS feed, c.seq,
            c.item_id IN (FROM exchange.change AS later SELECT later.item_id WHERE later.seq > $known) AS is_touched
        FROM exchange.change AS c
        JOIN catalogue.item_version AS v ON v.item_id = c.item_id AND v.version = c.version
        LEFT JOIN moved AS m ON m.item_id = c.item_id AND m.version = c.version
    )
    WHERE feed IS NOT NULL
),
pages AS (
    SELECT feed, page, bool_or(is_touched) AS is_touched, min(seq) <= $known AS is_known
    FROM place GROUP BY feed, page
)
SELECT feed, page FROM pages
QUALIFY is_touched OR page >= coalesce(max(page) FILTER (is_known) OVER (PARTITION BY feed), 0) - 1;
