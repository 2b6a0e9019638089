-- Pages that a complete harvest of their column did not show, though they bear an earlier date of publication. The column
-- must have been known by then: a first harvest of an old site finds everything late. A page that was listed and could
-- not be read is not new, and some days between date and appearance are left to the editors.
WITH proven AS (
    SELECT s.source_id, n.started_at
    FROM operations.source_run AS s
    JOIN operations.run AS n ON n.run_id = s.run_id
    WHERE s.completeness = 'proven' AND NOT s.is_held AND n.kind = 'run'
),
known AS (
    SELECT p.source_id, c.path, min(p.first_seen_at) AS since FROM operations.page AS p, unnest(p.columns) AS c (path)
    GROUP BY ALL
),
late AS (
    SELECT v.unit_id, v.item_id, v.source_id, v.page_key, v.published_at::DATE AS dated,
        v.first_seen_at::DATE AS appeared, r.started_at AS complete_at, p.columns[1] AS path
    FROM catalogue.item_version AS v
    ASOF JOIN proven AS r ON r.source_id = v.source_id AND r.started_at < v.first_seen_at
    JOIN operations.page AS p ON p.source_id = v.source_id AND p.page_key = v.page_key
    WHERE v.valid_to IS NULL AND v.withdrawn_at IS NULL
        AND v.item_id NOT IN (SELECT item_id FROM doubted_date WHERE of_publication)
        AND v.published_at::DATE + getvariable('grace_days')::INTEGER < r.started_at::DATE
)
SELECT l.unit_id, l.item_id,
    '页面标注 ' || l.dated || ' 发布，而 ' || l.complete_at::DATE || ' 完整采集该栏目时尚无此页，' || l.appeared
        || ' 才首次出现，相差 ' || date_diff('day', l.dated, l.appeared) || ' 天。' AS message,
    '栏目 ' || l.path || '；标注发布日期 ' || l.dated || '；首次采集 ' || l.appeared AS evidence
FROM late AS l
JOIN known AS k ON k.source_id = l.source_id AND k.path = l.path AND k.since <= l.complete_at
ANTI JOIN operations.reject AS j
    ON j.source_id = l.source_id AND j.page_key = l.page_key AND j.first_seen_at <= l.complete_at;
