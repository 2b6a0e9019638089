-- Publishers as pages print them that answer to no unit of the registry on the day of publication, one finding a source
-- and name, with the units that are called most alike. Organs above and beside the county are none of its units, and
-- several organs that publish together are no single one.
WITH home AS (
    SELECT any_value(regexp_replace(name, '人民政府$', '')) AS county FROM catalogue.unit WHERE kind = 'government'
),
unknown AS (
    SELECT v.source_id, v.unit_id, v.publisher, count(*) AS postings, min(v.title) AS example
    FROM catalogue.item_version AS v, home AS h
    WHERE v.valid_to IS NULL AND v.withdrawn_at IS NULL AND v.publisher IS NOT NULL AND v.publisher_unit_id IS NULL
        AND NOT regexp_matches(v.publisher, getvariable('elsewhere')) AND NOT regexp_matches(v.publisher, '[、，,;；\s]')
        AND (starts_with(v.publisher, h.county) OR NOT regexp_matches(v.publisher, '^\p{Han}{2,4}[县区]'))
    GROUP BY ALL
),
named AS (
    SELECT unit_id, name, name AS called FROM catalogue.unit
    UNION ALL
    SELECT unit_id, name, unnest(aliases) FROM catalogue.unit
),
near AS (
    SELECT k.publisher, n.name,
        max(jaro_winkler_similarity(replace(k.publisher, h.county, ''), replace(n.called, h.county, ''))) AS alike
    FROM (SELECT DISTINCT publisher FROM unknown) AS k, named AS n, home AS h
    GROUP BY k.publisher, n.name
    HAVING alike >= getvariable('alike')
    QUALIFY row_number() OVER (PARTITION BY k.publisher ORDER BY alike DESC, n.name) <= 3
)
SELECT k.source_id, k.unit_id, k.publisher AS subject,
    '发布机构“' || k.publisher || '”对不上登记的公开主体，涉及 ' || k.postings || ' 条信息。'
        || coalesce('名称相近的有：' || string_agg(n.name, '、' ORDER BY n.alike DESC, n.name) || '。',
            '没有名称相近的主体。') AS message,
    '例如：' || k.example AS evidence
FROM unknown AS k
LEFT JOIN near AS n ON n.publisher = k.publisher
GROUP BY k.source_id, k.unit_id, k.publisher, k.postings, k.example;
