-- The links and files of the pages that were read, the home page among them, each to be asked for in its turn; what was
-- asked for now. The day in which a home page was looked at has its requests; its links are asked for from the next on.
CREATE OR REPLACE TEMP TABLE home AS
SELECT home_key AS page_key, navigation FROM read_parquet(getvariable('stage') || '/sites.parquet') WHERE home_key IS NOT NULL;

CREATE OR REPLACE TEMP TABLE linked AS
SELECT page_key, address, min(kind) AS kind, bool_or(came) AS came
FROM (
    SELECT page_key, f.url AS address, 'attachment' AS kind, f.sha256 IS NOT NULL AS came
    FROM (SELECT page_key, unnest(attachments) AS f FROM read_parquet(getvariable('stage') || '/harvested.parquet'))
    UNION ALL
    SELECT page_key, replace(unnest(regexp_extract_all(body_html, 'href="(https?://[^"#]+)', 1)), '&amp;', '&'), 'page', false
    FROM read_parquet(getvariable('stage') || '/harvested.parquet') WHERE contains(body_html, 'href="http')
    UNION ALL
    SELECT page_key, unnest(navigation), 'page', false FROM home
)
WHERE lower(regexp_extract(address, '^https?://([^/?#]+)', 1)) IN (SELECT unnest(getvariable('hosts'))) AND NOT contains(address, '#')
GROUP BY page_key, address;

CREATE OR REPLACE TEMP TABLE asked AS
SELECT address, any_value(page_key) AS page_key, any_value(kind) AS kind, arg_max(state, state = 'dead') AS state,
    arg_max(detail, state = 'dead') AS detail
FROM read_parquet(getvariable('stage') || '/links.parquet') GROUP BY address;

DELETE FROM operations.link AS l
WHERE l.source_id = getvariable('source_id')
    AND ((EXISTS (FROM harvested AS h WHERE h.page_key = l.page_key) OR l.page_key IN (SELECT page_key FROM home))
        AND NOT EXISTS (FROM linked AS n WHERE n.page_key = l.page_key AND n.address = l.address)
        OR EXISTS (FROM operations.page AS p WHERE p.source_id = l.source_id AND p.page_key = l.page_key AND p.gone_at IS NOT NULL));

INSERT INTO operations.link BY NAME
SELECT getvariable('source_id') AS source_id, page_key, address, kind, getvariable('run_at') AS first_seen_at,
    if(came OR page_key IN (SELECT page_key FROM home), getvariable('run_at'), NULL) AS checked_at, if(came, 'ok', NULL) AS state, 0 AS dead_times
FROM (
    SELECT page_key, address, kind, came FROM linked
    UNION
    SELECT page_key, address, kind, false FROM asked
    WHERE NOT EXISTS (FROM linked AS n WHERE n.page_key = asked.page_key AND n.address = asked.address)
) AS n
ANTI JOIN operations.link AS l
    ON l.source_id = getvariable('source_id') AND l.page_key = n.page_key AND l.address = n.address;

UPDATE operations.link AS l
SET checked_at = getvariable('run_at'), state = a.state, detail = a.detail,
    dead_times = CASE a.state WHEN 'dead' THEN l.dead_times + 1 WHEN 'ok' THEN 0 ELSE l.dead_times END,
    dead_since = CASE a.state WHEN 'dead' THEN coalesce(l.dead_since, getvariable('run_at')) WHEN 'ok' THEN NULL ELSE l.dead_since END,
    last_dead_at = if(a.state = 'dead', getvariable('run_at'), l.last_dead_at)
FROM asked AS a WHERE l.source_id = getvariable('source_id') AND l.address = a.address;

-- A file that was loaded has been asked for.
UPDATE operations.link AS l
SET checked_at = getvariable('run_at'), state = 'ok', detail = NULL, dead_times = 0, dead_since = NULL
FROM linked AS n
WHERE n.came AND l.source_id = getvariable('source_id') AND l.page_key = n.page_key AND l.address = n.address;
