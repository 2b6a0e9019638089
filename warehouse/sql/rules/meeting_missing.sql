-- Executive meetings whose number a later one of the year has passed, and of which nothing is on show.
WITH held AS (
    SELECT unit_id, title, published_at, regexp_extract(title, '(\d{4})年', 1) AS year,
        regexp_extract(title, '第(\d+)次常务会议', 1)::INTEGER AS number
    FROM catalogue.item_version
    WHERE category = 'meeting' AND valid_to IS NULL AND withdrawn_at IS NULL
        AND regexp_matches(title, '\d{4}年.*第\d+次常务会议')
),
absent AS (
    SELECT y.unit_id, y.year, y.last, n.number
    FROM (SELECT unit_id, year, max(number) AS last FROM held GROUP BY ALL) AS y, range(1, y.last) AS n(number)
    WHERE NOT EXISTS (FROM held AS h WHERE h.unit_id = y.unit_id AND h.year = y.year AND h.number = n.number)
)
SELECT unit_id, year AS subject, year || '年已公开至第' || any_value(last) || '次常务会议，其中第'
        || string_agg(number, '、' ORDER BY number) || '次的议定事项未见公开。' AS message
FROM absent WHERE year >= getvariable('since_year')::VARCHAR
GROUP BY unit_id, year;
