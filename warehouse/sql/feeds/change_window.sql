-- A window of the change log with the versions it speaks of, in order of seq.
-- What a withdrawn item said is not in it. Bodies come by themselves (`bodies.sql`): through joins and a sort they
-- would be copied time and again. `document_head` is the item file without them.
WITH change AS (
    SELECT c.seq, c."at", c.operation, v.* EXCLUDE (body_text, body_html) REPLACE (
        CASE WHEN v.withdrawn_at IS NULL THEN v.title END AS title,
        CASE WHEN v.withdrawn_at IS NULL THEN v.keywords END AS keywords,
        CASE WHEN v.withdrawn_at IS NULL THEN v.summary END AS summary
    )
    FROM catalogue.item_version AS v
    JOIN located AS l ON l.place = v.rowid
    JOIN exchange.change AS c ON c.seq = l.seq AND c.seq > $after AND c.seq <= $upto
    WHERE v.rowid BETWEEN $first AND $last AND l.seq > $after AND l.seq <= $upto
),
files AS (
    SELECT a.item_id, list(
        {'file_name': a.file_name, 'url': a.url, 'sha256': a.sha256, 'byte_size': a.byte_size, 'media_type': a.media_type}
        ORDER BY a.position, a.attachment_id
    ) AS attachments
    FROM catalogue.attachment AS a
    WHERE a.withdrawn_at IS NULL
        AND a.item_id IN (SELECT item_id FROM change WHERE valid_to IS NULL AND withdrawn_at IS NULL)
    GROUP BY a.item_id
)
SELECT c.seq, c."at", instant(c."at") AS at_text, c.operation, c.valid_to IS NULL AS is_current,
    c.item_id, c.document_id, c.county, c.source_id, c.unit_id, c.unit_name, c.category, c.title, c.index_number,
    c.document_number, c.publisher, c.publisher_unit_id, c.content_source, c.written_on, c.published_at, c.theme,
    c.genre, c.validity, c.keywords, c.summary, c.url, c.attachment_count, c.version,
    c.content_hash, c.first_seen_at, c."at" AS changed_at, c.withdrawn_at, c.withdrawn_reason,
    instant(c.published_at) AS published_text, m.left_category, m.is_final AS left_for_good, f.attachments,
    CASE
        WHEN c.valid_to IS NOT NULL THEN NULL
        WHEN c.withdrawn_at IS NOT NULL THEN to_json({
            'item_id': c.item_id, 'version': c.version, 'changed_at': instant(c."at"),
            'withdrawn_at': instant(c.withdrawn_at), 'withdrawn_reason': c.withdrawn_reason
        })
        ELSE to_json({
            'item_id': c.item_id, 'version': c.version, 'content_hash': c.content_hash,
            'changed_at': instant(c."at"), 'withdrawn_at': NULL, 'document_id': c.document_id, 'county': c.county,
            'source_id': c.source_id, 'unit_id': c.unit_id, 'unit_name': c.unit_name, 'category': c.category,
            'title': c.title, 'index_number': c.index_number, 'document_number': c.document_number,
            'publisher': c.publisher, 'content_source': c.content_source, 'written_on': c.written_on,
            'published_at': instant(c.published_at), 'theme': c.theme, 'genre': c.genre, 'validity': c.validity,
            'keywords': c.keywords, 'summary': c.summary, 'url': c.url, 'attachments': coalesce(f.attachments, [])
        })
    END::VARCHAR AS document_head
FROM change AS c
LEFT JOIN moved AS m ON m.item_id = c.item_id AND m.version = c.version
LEFT JOIN files AS f ON f.item_id = c.item_id
ORDER BY c.seq;
