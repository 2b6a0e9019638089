-- `governance.standard_coverage`: how each matter that a unit owes by its own catalogue stands. Late is the newest item
-- that has both dates, by the catalogue's own limit; a matter that is due again in every period is late where neither
-- the running period nor the whole one before it shows anything. What no column was read of, nobody can miss.
CREATE OR REPLACE TEMP TABLE period_start AS
FROM (VALUES ('周', date_trunc('week', getvariable('run_at')::DATE) - INTERVAL 7 DAY),
    ('月', date_trunc('month', getvariable('run_at')::DATE) - INTERVAL 1 MONTH),
    ('季度', date_trunc('quarter', getvariable('run_at')::DATE) - INTERVAL 3 MONTH),
    ('半年', date_trunc('quarter', getvariable('run_at')::DATE) - INTERVAL 9 MONTH),
    ('年', date_trunc('year', getvariable('run_at')::DATE) - INTERVAL 1 YEAR)) AS p(limit_unit, begins_on);

DELETE FROM governance.standard_coverage;
INSERT INTO governance.standard_coverage BY NAME
WITH read AS (
    SELECT DISTINCT c.category, s.unit_id, u.kind
    FROM catalogue.source_column AS c
    JOIN catalogue.source AS s ON s.source_id = c.source_id
    JOIN operations.source_run AS r ON r.source_id = s.source_id
    LEFT JOIN catalogue.unit AS u ON u.unit_id = s.unit_id
    WHERE r.completeness IN ('proven', 'unproven')
),
newest AS (
    SELECT p.*, CASE WHEN c.limit_unit = '工作日' THEN governance.working_days_between(p.written_on, p.published_on)
        WHEN c.limit_unit IN ('日', '周', '月', '年') THEN date_diff('day', p.written_on, p.published_on) END AS elapsed
    FROM proved AS p JOIN catalogued AS c USING (unit_id, field, match_key)
    WHERE p.published_on IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY p.unit_id, p.field, p.match_key ORDER BY p.published_on DESC, p.item_id) = 1
),
counted AS (
    SELECT unit_id, field, match_key, list(item_id ORDER BY published_on DESC NULLS LAST, item_id) AS evidence
    FROM (SELECT DISTINCT unit_id, field, match_key, item_id, published_on FROM proved) GROUP BY ALL
),
held AS (
    SELECT c.*, coalesce(n.evidence, []) AS evidence, coalesce(e.missing, []) AS missing_elements,
        w.item_id AS newest_item_id, w.written_on AS newest_written_on, w.published_on AS newest_published_on, w.elapsed,
        CASE c.limit_kind
            WHEN 'within' THEN w.elapsed > c.limit_number * CASE c.limit_unit WHEN '周' THEN 7 WHEN '月' THEN 31
                WHEN '年' THEN 366 ELSE 1 END
            WHEN 'every' THEN w.published_on < (SELECT begins_on FROM period_start AS p WHERE p.limit_unit = c.limit_unit)
        END AS is_late,
        EXISTS (
            FROM read AS r JOIN governance.standard_matter AS m ON list_contains(m.categories, r.category)
            WHERE m.matter = c.matter AND (r.unit_id = c.unit_id OR r.kind = 'government')
        ) AS is_testable
    FROM catalogued AS c
    LEFT JOIN counted AS n USING (unit_id, field, match_key)
    LEFT JOIN element_missing AS e USING (unit_id, field, match_key)
    LEFT JOIN newest AS w USING (unit_id, field, match_key)
    WHERE c.is_owed
)
SELECT * EXCLUDE (is_owed, unit_kind, is_late, is_testable),
    CASE WHEN len(evidence) = 0 THEN if(is_testable, 'nothing', 'not_testable') WHEN is_late THEN 'overdue'
        WHEN len(missing_elements) > 0 THEN 'incomplete' ELSE 'found' END AS verdict,
    CASE WHEN len(evidence) = 0 AND matter IS NULL THEN '没有这一事项的对照词，标题中也未见其名称。'
        WHEN len(evidence) = 0 AND NOT is_testable THEN '尚未读取该单位的这类栏目，未见不等于未公开；请在登记簿中登记其栏目。'
        WHEN is_late AND limit_kind = 'within' THEN newest_written_on || ' 成文，' || newest_published_on || ' 发布，相隔 '
            || elapsed || if(limit_unit = '工作日', ' 个工作日。', ' 天。')
        WHEN is_late THEN '最近一条发布于 ' || newest_published_on || '。' END AS reason,
    getvariable('run_at')::DATE AS judged_on
FROM held;
