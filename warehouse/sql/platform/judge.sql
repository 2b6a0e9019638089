-- How columns and sites stand, reckoned once for all rules that ask.
CREATE OR REPLACE TEMP TABLE column_verdict AS FROM governance.column_health;
CREATE OR REPLACE TEMP TABLE site_verdict AS FROM governance.site_health;

-- Items whose own dates contradict each other, as the harvest told, and whether the day of publication is in doubt: what only
-- follows from a date in doubt is not told besides.
CREATE OR REPLACE TEMP TABLE doubted_date AS
SELECT item_id, bool_or(check_id <> 'written_conflict') AS of_publication
FROM operations.finding
WHERE check_id IN ('date_conflict', 'written_conflict', 'published_before_written', 'published_long_after_written')
    AND closed_at IS NULL AND item_id IS NOT NULL AND NOT starts_with(coalesce(subject, ''), 'site:')
GROUP BY item_id;

-- Table 3 of the annual reports as they stand, but for the cells that a report's own arithmetic shows to be wrong: these are
-- told by it, and held against nothing else.
CREATE OR REPLACE TEMP TABLE sound_report_cell AS
SELECT c.*
FROM governance.annual_report_cell AS c
JOIN catalogue.item_version AS v ON v.item_id = c.item_id AND v.valid_to IS NULL AND v.withdrawn_at IS NULL
WHERE c.table_number = 3 AND NOT EXISTS (
    FROM finance.check_result AS r
    WHERE r.item_id = c.item_id AND r.attachment_id IS NOT DISTINCT FROM c.attachment_id AND r.verdict = 'fail'
        AND r.suspect = if(contains(c.cell, '!'), c.cell, c.sheet_or_page || '!' || c.cell)
);

-- What a rule of freshness finds: the columns that break it. Where their number fails the site, they weigh more.
CREATE OR REPLACE TEMP MACRO stale_column(rule) AS TABLE
SELECT c.unit_id, c.source_id, c.path AS subject, if(s.veto IN ('core', 'stale'), 'error', 'warning') AS severity,
    '栏目 ' || c.path || coalesce(' 最新一条为 ' || c.newest_on || '，应在 ' || c.fresh_until || ' 前更新。', ' 的信息均未标日期，视为未更新。')
        || CASE s.veto WHEN 'core' THEN '本网站要闻、公告、政策类栏目共 ' || s.core || ' 个未及时更新，按检查指标单项否决。'
            WHEN 'stale' THEN '本网站应更新未更新的栏目共 ' || s.stale || ' 个，按检查指标单项否决。' ELSE '' END AS message,
    '核验日期 ' || c.judged_on || '；列出 ' || c.listed || ' 条' || if(c.undated > 0, '，' || c.undated || ' 条列表中无日期', '') AS evidence
FROM column_verdict AS c
JOIN site_verdict AS s ON s.host = c.host
WHERE c.rule_id = rule AND c.verdict = 'stale';

-- What a rule of dead links finds: one row an address, with the pages that show it.
CREATE OR REPLACE TEMP MACRO told_dead(of_kind) AS TABLE
SELECT s.unit_id, d.source_id, d.address AS subject,
    d.address || ' 打不开（' || d.detail || '），自 ' || d.dead_since::DATE || ' 起连续 ' || d.dead_times || ' 次检查如此。' AS message,
    '所在网页：' || d.shown_on || '；最近检查 ' || d.last_dead_at::DATE AS evidence
FROM (
    SELECT k.source_id, k.address, k.detail, k.dead_since, k.dead_times, k.last_dead_at,
        string_agg(DISTINCT coalesce(p.address, p.page_key, '首页 ' || h.home_url), '；') AS shown_on
    FROM governance.dead_link AS k
    LEFT JOIN operations.page AS p ON p.source_id = k.source_id AND list_contains(k.page_keys, p.page_key) AND p.gone_at IS NULL
    LEFT JOIN operations.site_check AS h ON h.source_id = k.source_id AND list_contains(k.page_keys, h.home_key)
    WHERE k.kind = of_kind AND (p.page_key IS NOT NULL OR h.home_key IS NOT NULL)
    GROUP BY ALL
) AS d
JOIN catalogue.source AS s ON s.source_id = d.source_id AND s.active;

-- What a rule of IPv6 finds: the sites that were found in a state, each told once, by the first thing that fails.
CREATE OR REPLACE TEMP MACRO told_site(state) AS TABLE
SELECT s.unit_id, s.host AS subject, '网站 ' || s.host || '：' || s.ipv6_detail || '。' AS message,
    '检查日期 ' || s.checked_at::DATE || coalesce('；首页一致率 ' || round(100 * s.likeness)::INTEGER || '%', '')
        || coalesce('；二级链接支持率 ' || round(100 * s.second_share)::INTEGER || '%', '')
        || coalesce('；三级链接支持率 ' || round(100 * s.third_share)::INTEGER || '%', '') AS evidence
FROM site_verdict AS s WHERE s.ipv6_state = state;
