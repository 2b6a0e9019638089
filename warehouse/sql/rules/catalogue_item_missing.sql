-- Matters, or whole fields, that nearly all other townships have in their catalogues and one has not. A township without
-- any catalogue is told by its duty to publish one, and a field that is absent is told once, not matter by matter.
WITH listed AS (SELECT DISTINCT unit_id, field, match_key, name FROM catalogued WHERE unit_kind = 'township'),
towns AS (SELECT DISTINCT unit_id FROM listed),
fielded AS (SELECT DISTINCT unit_id, field FROM listed WHERE field <> ''),
absent_field AS (
    SELECT t.unit_id, f.field, f.having_it, n.towns - 1 AS others
    FROM towns AS t, (SELECT count(*) AS towns FROM towns) AS n,
        (SELECT field, count(*) AS having_it FROM fielded GROUP BY field) AS f
    WHERE NOT EXISTS (FROM fielded AS h WHERE h.unit_id = t.unit_id AND h.field = f.field)
        AND n.towns - 1 >= getvariable('least_others') AND f.having_it >= getvariable('share') * (n.towns - 1)
),
absent_matter AS (
    -- Held against the townships that have the field.
    SELECT h.unit_id, m.field, m.match_key, m.name, m.having_it, n.towns - 1 AS others
    FROM (SELECT DISTINCT unit_id, field FROM listed) AS h
    JOIN (SELECT field, match_key, mode(name) AS name, count(*) AS having_it FROM listed GROUP BY field, match_key) AS m
        ON m.field = h.field
    JOIN (SELECT field, count(DISTINCT unit_id) AS towns FROM listed GROUP BY field) AS n ON n.field = h.field
    WHERE NOT EXISTS (FROM listed AS l WHERE l.unit_id = h.unit_id AND l.field = m.field AND l.match_key = m.match_key)
        AND n.towns - 1 >= getvariable('least_others') AND m.having_it >= getvariable('share') * (n.towns - 1)
)
SELECT a.unit_id, a.field AS subject,
    '未编制' || f.name || '领域目录，其他 ' || a.others || ' 个已公布目录的乡镇中有 ' || a.having_it || ' 个已编制。' AS message,
    NULL AS evidence
FROM absent_field AS a JOIN governance.standard_field AS f ON f.field = a.field
UNION ALL
SELECT a.unit_id, a.field || '/' || a.match_key,
    coalesce(f.name || '领域', '') || '目录没有“' || a.name || '”，其他 ' || a.others || ' 个乡镇中有 ' || a.having_it || ' 个列有。',
    NULL
FROM absent_matter AS a LEFT JOIN governance.standard_field AS f ON f.field = a.field
ORDER BY unit_id, subject;
