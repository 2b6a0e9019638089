-- Items $first to $last of a made-up warehouse, as merges leave them; those from $large_from on are of source s1.
-- The same pages and hashes as edition 0 of catalogue.postings.
CREATE OR REPLACE TEMP TABLE made AS
SELECT n, source_id, url, page_key,
    left(sha256('230522' || chr(10) || source_id || chr(10) || page_key), 24) AS item_id,
    '0' || lpad(printf('%x', n), 63, '0') AS content_hash, $at AS "at"
FROM (
    SELECT *, 'http://' || place AS url, left(sha256(place), 32) AS page_key
    FROM (
        SELECT range AS n, CASE WHEN range >= $large_from THEN 's1' ELSE 's2' END AS source_id,
            '127.0.0.1:' || CASE WHEN range >= $large_from THEN 8101 ELSE 8102 END || '/zwgk/2026/' || range || '.html' AS place
        FROM range($first, $last)
    )
);
INSERT INTO catalogue.item_version BY NAME
SELECT item_id, 1 AS version, "at" AS valid_from, left(page_key, 24) AS document_id, '230522' AS county, source_id,
    page_key, 'office' AS unit_id, '友谊县人民政府办公室' AS unit_name, ['policy', 'plan', 'budget'][1 + n % 3] AS category,
    '关于印发第' || n || '号事项的通知' AS title, '000014349/2026-' || lpad(n::VARCHAR, 7, '0') AS index_number,
    '友谊县人民政府办公室' AS publisher, "at" - to_minutes(n) AS published_at, '概述' || n AS summary, body AS body_text,
    '<p>' || body || '</p>' AS body_html, url, 0 AS attachment_count, content_hash, "at" AS first_seen_at, 'base' AS run_id
FROM (
    SELECT *, list_aggregate(list_transform(range(9), lambda k: repeat(
        ['关于进一步做好春季农业生产工作', '各乡镇要按照县政府统一部署组织', '资金监管和信息公开工作的通知第'][1 + (hash(n, k) % 3)::INTEGER]
        || hash(k, n) % 100, 10)), 'string_agg', '') AS body
    FROM made
);
INSERT INTO exchange.change SELECT n + 1, "at", item_id, 1, 'upsert' FROM made ORDER BY n;
INSERT INTO exchange.delivery BY NAME
SELECT 'municipal' AS target_id, n + 1 AS ordinal, n + 1 AS seq, item_id, 1 AS version, 'upsert' AS operation,
    'accepted' AS state, 1 AS attempts, 'r' || n AS receipt_number, "at" FROM made ORDER BY n;
INSERT INTO operations.page BY NAME
SELECT source_id, page_key, url AS address, n::VARCHAR AS native_id, item_id, ['/zwgk/'] AS columns,
    lpad(printf('%x', n), 32, '0') AS row_hash, content_hash, "at" AS fetched_at, "at" AS first_seen_at,
    "at" AS last_seen_at, 0 AS missing_runs FROM made ORDER BY n;
INSERT INTO catalogue.item_alias
SELECT item_id, unnest(['url', 'native_id', 'index_number']), unnest([url, source_id || ':' || n, '000014349/2026-'
    || lpad(n::VARCHAR, 7, '0')]), "at" FROM made ORDER BY n;
INSERT INTO operations.document_key BY NAME
SELECT item_id, unnest(['exact', 'title', 'text', 'text', 'text', 'text']) AS kind,
    (hash(unnest(range(6)), n) & 4294967295)::UINTEGER AS value FROM made ORDER BY n;
INSERT INTO operations.cited_name BY NAME
SELECT item_id, 'title' AS kind, '印发第' || n || '号事项' AS value FROM made ORDER BY n;
UPDATE operations.relation_state SET indexed_seq = $last, related_seq = $last;
