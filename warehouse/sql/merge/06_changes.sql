-- What this stage changes: one row an item that gets a version, with the page it is read from.
CREATE OR REPLACE TEMP TABLE standing AS
SELECT v.item_id, v.version, v.content_hash, v.source_id, v.page_key, v.unit_id, v.first_seen_at, v.withdrawn_at,
    v.withdrawn_reason,
    v.source_id = getvariable('source_id') AS is_ours, p.gone_at IS NOT NULL AS own_page_is_gone
FROM catalogue.item_version AS v
SEMI JOIN (FROM resolved WHERE found_by <> 'new') AS r ON r.item_id = v.item_id
LEFT JOIN operations.page AS p ON p.source_id = v.source_id AND p.page_key = v.page_key
WHERE v.valid_to IS NULL;

-- The one page that speaks for an item: its own where this run lists it; else the one it moved to; else, where the
-- list is complete, the first that shows it. An item of another source speaks through that source while its page
-- there stands. A replay reads captures of the past: it overrides no later reading and brings nothing back.
CREATE OR REPLACE TEMP TABLE speaking AS
SELECT r.item_id, r.page_key, r.position, h.page_key IS NOT NULL AS was_read
FROM resolved AS r
LEFT JOIN standing AS s ON s.item_id = r.item_id
LEFT JOIN harvested AS h ON h.page_key = r.page_key
LEFT JOIN known AS k ON k.page_key = r.page_key
WHERE (r.found_by IN ('new', 'alias')
        OR s.is_ours AND (r.page_key = s.page_key OR getvariable('completeness') = 'proven')
        OR NOT s.is_ours AND s.own_page_is_gone)
    AND NOT (getvariable('is_replay')
        AND (s.withdrawn_at IS NOT NULL OR coalesce(h.fetched_at < k.fetched_at, false)))
QUALIFY row_number() OVER (
    PARTITION BY r.item_id
    ORDER BY coalesce(s.is_ours AND r.page_key = s.page_key, false) DESC, r.found_by = 'alias' DESC, r.position
) = 1;

CREATE OR REPLACE TEMP TABLE change_set AS
SELECT p.item_id, p.page_key, p.position, p.was_read, s.version AS former_version, coalesce(s.version, 0) + 1 AS version,
    s.first_seen_at,
    CASE WHEN s.item_id IS NULL THEN 'new' WHEN s.withdrawn_at IS NOT NULL THEN 'returned' ELSE 'changed' END AS kind
FROM speaking AS p
JOIN listed AS l ON l.page_key = p.page_key
LEFT JOIN standing AS s ON s.item_id = p.item_id
LEFT JOIN harvested AS h ON h.page_key = p.page_key
WHERE s.item_id IS NULL
    OR h.content_hash <> s.content_hash
    -- A list past its publicity period stays dropped while its page only stays up.
    OR s.withdrawn_at IS NOT NULL AND s.withdrawn_reason <> 'expired' AND l.outcome IN ('accepted', 'unchanged')
    OR p.was_read AND (NOT s.is_ours OR s.unit_id <> getvariable('unit_id'));
