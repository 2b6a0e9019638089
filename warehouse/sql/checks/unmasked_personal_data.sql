-- fatal: what looks like an unmasked resident identity or mobile number in what is to be published; place, never value.
-- The version stands in the message, since a release is of what was looked at, not of what an edit puts in its place.
WITH published AS (
    SELECT v.item_id, '（第 ' || v.version || ' 版）' AS version, unnest([
        struct_pack(place := '标题', text := v.title), struct_pack(place := '摘要', text := v.summary),
        struct_pack(place := '关键词', text := v.keywords), struct_pack(place := '正文', text := v.body_text),
        struct_pack(place := '网页正文', text := v.body_html), struct_pack(place := '网址', text := v.url)
    ], recursive := true)
    FROM catalogue.item_version AS v
    SEMI JOIN (FROM exchange.change WHERE seq > getvariable('cleared_seq')) AS c ON c.item_id = v.item_id
    WHERE v.valid_to IS NULL AND v.withdrawn_at IS NULL
        -- Either has eleven digits in a row: so texts are only taken apart where there is something to look at. The long
        -- ones are looked at each for itself, since to join them would copy all of them.
        AND (
            regexp_matches(v.body_text, '([0-9][\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{206F}\x{FEFF}]*){11}')
            OR regexp_matches(v.body_html, '([0-9][\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{206F}\x{FEFF}]*){11}')
            OR regexp_matches(
                concat_ws(chr(10), v.title, v.summary, v.keywords, v.url),
                '([0-9][\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{206F}\x{FEFF}]*){11}'
            )
        )
    UNION ALL
    SELECT a.item_id, coalesce('（' || left(a.sha256, 8) || '）', ''), '第 ' || a.position || ' 个附件',
        concat_ws(' ', a.file_name, a.url, a.text)
    FROM catalogue.attachment AS a
    WHERE a.withdrawn_at IS NULL AND a.first_seen_at > getvariable('cleared_at')
),
-- What takes no room splits no number for whoever reads it.
seen AS (
    SELECT item_id, place || version AS place,
        regexp_replace(
            text, '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{206F}\x{FEFF}]+', '', 'g'
        ) AS text
    FROM published
)
SELECT place || '中有未遮盖的个人信息。' AS message, item_id
FROM seen
WHERE regexp_matches(text, '(^|[^0-9A-Za-z])(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{4}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[0-9Xx]($|[^0-9A-Za-z])')
    OR regexp_matches(text, '(^|[^0-9A-Za-z./_-])1[3-9]\d{9}($|[^0-9A-Za-z./_-])');
