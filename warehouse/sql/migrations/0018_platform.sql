-- The platform itself (平台健康): columns, links, sites, new media, gazettes, institutions by sector.

ALTER TABLE governance.rule ADD COLUMN parameters MAP(VARCHAR, VARCHAR);
COMMENT ON COLUMN governance.rule.parameters IS '参数: thresholds by name, as in the rule data';

ALTER TABLE catalogue.source ADD COLUMN position INTEGER;
COMMENT ON COLUMN catalogue.source.position IS '顺序: place in the registry, from 1; the unit of a host''s first source answers for the site';
ALTER TABLE catalogue.source_column ADD COLUMN kind VARCHAR;
COMMENT ON COLUMN catalogue.source_column.kind IS '栏目类型: kind of column in the inspection of sites; NULL where it sets no time';
ALTER TABLE catalogue.source_column ADD COLUMN max_age_days INTEGER;
COMMENT ON COLUMN catalogue.source_column.max_age_days IS '登记更新天数: days within which the registry expects an update';

CREATE TABLE operations.column_read (
    source_id VARCHAR NOT NULL, path VARCHAR NOT NULL, completeness VARCHAR NOT NULL, read_at TIMESTAMPTZ NOT NULL,
    proven_at TIMESTAMPTZ, listed INTEGER, undated INTEGER, newest_on DATE
);
COMMENT ON TABLE operations.column_read IS '栏目采集情况: how each list was last read, and what it printed when it was last read to its proven end';
COMMENT ON COLUMN operations.column_read.source_id IS '信息源代号: source';
COMMENT ON COLUMN operations.column_read.path IS '栏目地址: first list page, relative to the source';
COMMENT ON COLUMN operations.column_read.completeness IS '完整性: of the last run: proven, unproven or broken';
COMMENT ON COLUMN operations.column_read.read_at IS '采集时间: start of that run';
COMMENT ON COLUMN operations.column_read.proven_at IS '完整采集时间: start of the last run that read it to its proven end; NULL where none did';
COMMENT ON COLUMN operations.column_read.listed IS '列出条数: addresses it listed then';
COMMENT ON COLUMN operations.column_read.undated IS '无日期条数: rows that printed no whole date then';
COMMENT ON COLUMN operations.column_read.newest_on IS '最新日期: newest day that a row printed then';

CREATE TABLE operations.link (
    source_id VARCHAR NOT NULL, page_key VARCHAR NOT NULL, address VARCHAR NOT NULL, kind VARCHAR NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL, checked_at TIMESTAMPTZ, state VARCHAR, detail VARCHAR,
    dead_times INTEGER NOT NULL, dead_since TIMESTAMPTZ, last_dead_at TIMESTAMPTZ
);
COMMENT ON TABLE operations.link IS '内部链接: links and files of the pages that were read, and whether they answer; a few a day are asked';
COMMENT ON COLUMN operations.link.source_id IS '信息源代号: source';
COMMENT ON COLUMN operations.link.page_key IS '页面标识: page that shows it';
COMMENT ON COLUMN operations.link.address IS '网址: address it leads to, on a host of the source';
COMMENT ON COLUMN operations.link.kind IS '类型: page (网页链接) or attachment (附件)';
COMMENT ON COLUMN operations.link.first_seen_at IS '首次出现时间: start of the run that first saw it on the page';
COMMENT ON COLUMN operations.link.checked_at IS '检查时间: start of the run that last asked for it; NULL where none did yet';
COMMENT ON COLUMN operations.link.state IS '状态: ok, dead or unknown';
COMMENT ON COLUMN operations.link.detail IS '检查结果: what it answered';
COMMENT ON COLUMN operations.link.dead_times IS '连续失效次数: runs in a row that found it dead; it is told from the second on';
COMMENT ON COLUMN operations.link.dead_since IS '首次失效时间: start of the first of these runs';
COMMENT ON COLUMN operations.link.last_dead_at IS '最近失效时间: start of the run that last found it dead, also where it answers again';

CREATE TABLE operations.site_check (
    host VARCHAR NOT NULL, source_id VARCHAR NOT NULL, checked_at TIMESTAMPTZ NOT NULL, home_url VARCHAR NOT NULL,
    home_state VARCHAR NOT NULL, home_detail VARCHAR NOT NULL, newest_on DATE, ipv6_state VARCHAR NOT NULL,
    ipv6_detail VARCHAR NOT NULL, ipv6_addresses VARCHAR[], likeness DOUBLE, second_links INTEGER NOT NULL,
    second_answered INTEGER NOT NULL, third_links INTEGER NOT NULL, third_answered INTEGER NOT NULL
);
COMMENT ON TABLE operations.site_check IS '网站检查: the home page of each site over IPv4 and IPv6 as last checked, once a day';
COMMENT ON COLUMN operations.site_check.host IS '主机: host, with its port where it has one';
COMMENT ON COLUMN operations.site_check.source_id IS '信息源代号: first source on that host';
COMMENT ON COLUMN operations.site_check.checked_at IS '检查时间: start of the run that checked it';
COMMENT ON COLUMN operations.site_check.home_url IS '首页网址: address of the home page';
COMMENT ON COLUMN operations.site_check.home_state IS '首页状态: ok, dead or unknown';
COMMENT ON COLUMN operations.site_check.home_detail IS '首页检查结果: what it answered';
COMMENT ON COLUMN operations.site_check.newest_on IS '首页最新日期: newest day that it prints';
COMMENT ON COLUMN operations.site_check.ipv6_state IS 'IPv6 情况: not_testable, no_address, unreachable, differs, partial or ok';
COMMENT ON COLUMN operations.site_check.ipv6_detail IS 'IPv6 检查结果: why';
COMMENT ON COLUMN operations.site_check.ipv6_addresses IS 'IPv6 地址: AAAA records, or what the registry says of them';
COMMENT ON COLUMN operations.site_check.likeness IS '首页一致率: share of its lines that are the same over IPv4 and IPv6, from 0 to 1';
COMMENT ON COLUMN operations.site_check.second_links IS '二级链接抽查数: internal links of the home page that were asked for over IPv6';
COMMENT ON COLUMN operations.site_check.second_answered IS '二级链接可达数: of these, how many answered';
COMMENT ON COLUMN operations.site_check.third_links IS '三级链接抽查数: internal links one step further that were asked for over IPv6';
COMMENT ON COLUMN operations.site_check.third_answered IS '三级链接可达数: of these, how many answered';

CREATE VIEW governance.column_health AS
WITH of_items AS (
    SELECT p.source_id, c.path, max(v.published_at::DATE) FILTER (v.published_at <= p.last_seen_at) AS newest_on
    FROM operations.page AS p, unnest(p.columns) AS c (path)
    JOIN catalogue.item_version AS v ON v.item_id = p.item_id AND v.valid_to IS NULL AND v.withdrawn_at IS NULL
    WHERE p.gone_at IS NULL
    GROUP BY ALL
),
windows AS (
    SELECT rule_id, unnest(string_split(parameters['kinds'], ' ')) AS kind,
        to_months(coalesce(parameters['months']::INTEGER, 0)) + to_days(coalesce(parameters['days']::INTEGER, 0)) AS span
    FROM governance.rule WHERE parameters['kinds'] IS NOT NULL
),
measured AS (
    SELECT s.unit_id, s.source_id, regexp_extract(s.base_url, '^https?://([^/]+)', 1) AS host, c.path, c.category, c.kind,
        w.rule_id, c.max_age_days, r.completeness, r.proven_at::DATE AS judged_on, r.listed, r.undated,
        if(r.proven_at IS NULL, NULL, greatest(r.newest_on, i.newest_on)) AS newest_on, w.span
    FROM catalogue.source AS s
    JOIN catalogue.source_column AS c ON c.source_id = s.source_id
    LEFT JOIN operations.column_read AS r ON r.source_id = s.source_id AND r.path = c.path
    LEFT JOIN of_items AS i ON i.source_id = s.source_id AND i.path = c.path
    LEFT JOIN windows AS w ON w.kind = c.kind
    WHERE s.active AND s.base_url <> ''
),
judged AS (
    SELECT *, (newest_on + span)::DATE AS fresh_until, newest_on + max_age_days AS expected_until,
        rule_id IS NOT NULL AND coalesce((newest_on + span)::DATE < judged_on, true) AS breaks_inspection,
        max_age_days IS NOT NULL AND coalesce(newest_on + max_age_days < judged_on, true) AS breaks_registry
    FROM measured
)
SELECT unit_id, source_id, host, path, category, kind, completeness, judged_on, listed, undated, newest_on,
    least(fresh_until, expected_until) AS fresh_until,
    CASE WHEN judged_on IS NULL THEN 'not_testable' WHEN listed = 0 THEN 'blank'
        WHEN breaks_inspection OR breaks_registry THEN 'stale'
        WHEN rule_id IS NULL AND max_age_days IS NULL THEN 'untimed' ELSE 'fresh' END AS verdict,
    CASE WHEN judged_on IS NULL THEN NULL WHEN listed = 0 THEN 'blank_column' WHEN breaks_inspection THEN rule_id
        WHEN breaks_registry THEN 'stale_column' END AS rule_id
FROM judged;
COMMENT ON VIEW governance.column_health IS '栏目更新情况: each column by what its last proven read showed, on the day of that read';
COMMENT ON COLUMN governance.column_health.unit_id IS '公开主体: unit whose source it is in';
COMMENT ON COLUMN governance.column_health.source_id IS '信息源代号: source';
COMMENT ON COLUMN governance.column_health.host IS '主机: site it is on';
COMMENT ON COLUMN governance.column_health.path IS '栏目地址: first list page';
COMMENT ON COLUMN governance.column_health.category IS '信息类别: category code, or auto';
COMMENT ON COLUMN governance.column_health.kind IS '栏目类型: kind in the inspection';
COMMENT ON COLUMN governance.column_health.completeness IS '完整性: of the last run';
COMMENT ON COLUMN governance.column_health.judged_on IS '核验日期: day of the last proven read; NULL where there was none';
COMMENT ON COLUMN governance.column_health.listed IS '列出条数: addresses listed then';
COMMENT ON COLUMN governance.column_health.undated IS '无日期条数: rows without a whole date; they count as not updated';
COMMENT ON COLUMN governance.column_health.newest_on IS '最新日期: newest date of its list or of its items';
COMMENT ON COLUMN governance.column_health.fresh_until IS '更新期限: last day on which that was fresh enough';
COMMENT ON COLUMN governance.column_health.verdict IS '结论: fresh, stale, blank, untimed (no time is set) or not_testable';
COMMENT ON COLUMN governance.column_health.rule_id IS '规则代号: rule it breaks';

CREATE VIEW governance.site_health AS
WITH limits AS (
    SELECT max(parameters['veto_columns']::INTEGER) FILTER (rule_id = 'blank_column') AS blank,
        max(parameters['veto_columns']::INTEGER) FILTER (rule_id = 'stale_news') AS core,
        max(parameters['veto_columns']::INTEGER) FILTER (rule_id = 'stale_column') AS stale
    FROM governance.rule
),
counted AS (
    SELECT c.host, min_by(c.unit_id, s.position) AS unit_id, count(*)::INTEGER AS columns,
        count(*) FILTER (c.verdict <> 'not_testable')::INTEGER AS tested,
        count(*) FILTER (c.verdict = 'blank')::INTEGER AS blank, count(*) FILTER (c.verdict = 'stale')::INTEGER AS stale,
        count(*) FILTER (c.rule_id IN ('stale_news', 'stale_notice'))::INTEGER AS core
    FROM governance.column_health AS c
    JOIN catalogue.source AS s ON s.source_id = c.source_id
    GROUP BY c.host
)
SELECT c.host, c.unit_id, c.columns, c.tested, c.blank, c.stale, c.core,
    CASE WHEN c.blank >= l.blank THEN 'blank' WHEN c.core >= l.core THEN 'core' WHEN c.stale >= l.stale THEN 'stale' END AS veto,
    k.checked_at, k.home_url, k.home_state, k.newest_on AS home_newest_on, coalesce(k.ipv6_state, 'not_testable') AS ipv6_state,
    coalesce(k.ipv6_detail, '尚未检查') AS ipv6_detail, k.likeness, k.second_answered / nullif(k.second_links, 0) AS second_share,
    k.third_answered / nullif(k.third_links, 0) AS third_share
FROM counted AS c
CROSS JOIN limits AS l
LEFT JOIN operations.site_check AS k ON k.host = c.host;
COMMENT ON VIEW governance.site_health IS '网站健康: each host with its columns, its home page and IPv6, and what would fail it in the inspection';
COMMENT ON COLUMN governance.site_health.host IS '主机: host, with its port where it has one';
COMMENT ON COLUMN governance.site_health.unit_id IS '公开主体: unit of the first source on it';
COMMENT ON COLUMN governance.site_health.columns IS '栏目数: columns of the registry on it';
COMMENT ON COLUMN governance.site_health.tested IS '可核验栏目数: columns that were read to their proven end';
COMMENT ON COLUMN governance.site_health.blank IS '空白栏目数: columns that list nothing';
COMMENT ON COLUMN governance.site_health.stale IS '超期栏目数: columns that were not updated in time';
COMMENT ON COLUMN governance.site_health.core IS '要闻公告政策类超期数: of these, 动态要闻, 通知公告 and 政策文件';
COMMENT ON COLUMN governance.site_health.veto IS '单项否决: blank, core or stale: the count that alone fails the site; NULL where none does';
COMMENT ON COLUMN governance.site_health.checked_at IS '检查时间: when home page and IPv6 were last checked';
COMMENT ON COLUMN governance.site_health.home_url IS '首页网址: address of the home page';
COMMENT ON COLUMN governance.site_health.home_state IS '首页状态: ok, dead or unknown';
COMMENT ON COLUMN governance.site_health.home_newest_on IS '首页最新日期: newest day that it prints';
COMMENT ON COLUMN governance.site_health.ipv6_state IS 'IPv6 情况: not_testable, no_address, unreachable, differs, partial or ok';
COMMENT ON COLUMN governance.site_health.ipv6_detail IS 'IPv6 检查结果: why';
COMMENT ON COLUMN governance.site_health.likeness IS '首页一致率: over IPv4 and IPv6, from 0 to 1';
COMMENT ON COLUMN governance.site_health.second_share IS '二级链接支持率: of those asked for over IPv6, from 0 to 1';
COMMENT ON COLUMN governance.site_health.third_share IS '三级链接支持率: of those asked for over IPv6, from 0 to 1';

CREATE VIEW governance.dead_link AS
SELECT source_id, address, any_value(kind) AS kind, any_value(detail) AS detail, max(dead_times) AS dead_times,
    min(dead_since) AS dead_since, max(last_dead_at) AS last_dead_at, list(DISTINCT page_key ORDER BY page_key) AS page_keys
FROM operations.link
WHERE state = 'dead' AND dead_times >= 2
GROUP BY source_id, address;
COMMENT ON VIEW governance.dead_link IS '失效链接: links and files that two runs in a row found dead';
COMMENT ON COLUMN governance.dead_link.source_id IS '信息源代号: source';
COMMENT ON COLUMN governance.dead_link.address IS '网址: dead address';
COMMENT ON COLUMN governance.dead_link.kind IS '类型: page or attachment';
COMMENT ON COLUMN governance.dead_link.detail IS '检查结果: what it answered';
COMMENT ON COLUMN governance.dead_link.dead_times IS '连续失效次数: runs in a row that found it dead';
COMMENT ON COLUMN governance.dead_link.dead_since IS '首次失效时间: first of these runs';
COMMENT ON COLUMN governance.dead_link.last_dead_at IS '最近失效时间: last of these runs';
COMMENT ON COLUMN governance.dead_link.page_keys IS '所在页面: pages that show it';

CREATE VIEW "公开"."栏目更新" AS
SELECT u.name AS "公开主体", c.host AS "网站", c.path AS "栏目地址", coalesce(g.name, c.category) AS "信息类别",
    CASE c.kind WHEN 'news' THEN '动态、要闻' WHEN 'notice' THEN '通知公告' WHEN 'policy' THEN '政策文件'
        WHEN 'staff' THEN '人事信息' WHEN 'plan' THEN '规划计划' WHEN 'services' THEN '办事统计' END AS "栏目类型",
    CASE c.verdict WHEN 'fresh' THEN '更新及时' WHEN 'stale' THEN '未及时更新' WHEN 'blank' THEN '空白栏目'
        WHEN 'untimed' THEN '不设期限' ELSE '无法核验' END AS "结论",
    c.newest_on AS "最新日期", c.fresh_until AS "更新期限", c.listed AS "列出条数", c.undated AS "无日期条数",
    c.judged_on AS "核验日期", r.clause AS "依据条款",
    CASE r.mark WHEN 'confirmed' THEN '已核对原文' WHEN 'recalled' THEN '未核对原文' WHEN 'inference' THEN '推断，未见明文' END
        AS "条款核实情况"
FROM governance.column_health AS c
LEFT JOIN catalogue.unit AS u ON u.unit_id = c.unit_id
LEFT JOIN catalogue.category AS g ON g.category = c.category
LEFT JOIN governance.rule AS r ON r.rule_id = c.rule_id;
COMMENT ON VIEW "公开"."栏目更新" IS '栏目更新情况: each column by what its last proven read showed';
COMMENT ON COLUMN "公开"."栏目更新"."公开主体" IS 'unit whose source it is in';
COMMENT ON COLUMN "公开"."栏目更新"."网站" IS 'governance.column_health.host';
COMMENT ON COLUMN "公开"."栏目更新"."栏目地址" IS 'governance.column_health.path';
COMMENT ON COLUMN "公开"."栏目更新"."信息类别" IS 'official name of governance.column_health.category';
COMMENT ON COLUMN "公开"."栏目更新"."栏目类型" IS 'governance.column_health.kind in words';
COMMENT ON COLUMN "公开"."栏目更新"."结论" IS 'governance.column_health.verdict in words';
COMMENT ON COLUMN "公开"."栏目更新"."最新日期" IS 'governance.column_health.newest_on';
COMMENT ON COLUMN "公开"."栏目更新"."更新期限" IS 'governance.column_health.fresh_until';
COMMENT ON COLUMN "公开"."栏目更新"."列出条数" IS 'governance.column_health.listed';
COMMENT ON COLUMN "公开"."栏目更新"."无日期条数" IS 'governance.column_health.undated';
COMMENT ON COLUMN "公开"."栏目更新"."核验日期" IS 'governance.column_health.judged_on';
COMMENT ON COLUMN "公开"."栏目更新"."依据条款" IS 'clause of the rule it breaks';
COMMENT ON COLUMN "公开"."栏目更新"."条款核实情况" IS 'how well that clause is known';

CREATE VIEW "公开"."网站健康" AS
SELECT s.host AS "网站", u.name AS "主办单位", s.columns AS "栏目数", s.tested AS "可核验栏目数", s.stale AS "超期栏目数",
    s.blank AS "空白栏目数",
    CASE s.veto WHEN 'blank' THEN '空白栏目过多' WHEN 'core' THEN '要闻、公告、政策类未更新过多' WHEN 'stale' THEN '应更新未更新过多' END
        AS "单项否决",
    CASE s.home_state WHEN 'ok' THEN '正常' WHEN 'dead' THEN '打不开' ELSE '无法核验' END AS "首页",
    s.home_newest_on AS "首页最新日期",
    CASE s.ipv6_state WHEN 'ok' THEN '支持' WHEN 'partial' THEN '部分支持' WHEN 'differs' THEN '内容不一致'
        WHEN 'unreachable' THEN '首页打不开' WHEN 'no_address' THEN '没有 AAAA 记录' ELSE '无法核验' END AS "IPv6",
    s.ipv6_detail AS "IPv6 说明", round(100 * s.likeness, 1) AS "首页一致率", round(100 * s.second_share, 1) AS "二级链接支持率",
    round(100 * s.third_share, 1) AS "三级链接支持率", s.checked_at AS "检查时间"
FROM governance.site_health AS s
LEFT JOIN catalogue.unit AS u ON u.unit_id = s.unit_id;
COMMENT ON VIEW "公开"."网站健康" IS '网站健康: each host with its columns, its home page and IPv6';
COMMENT ON COLUMN "公开"."网站健康"."网站" IS 'governance.site_health.host';
COMMENT ON COLUMN "公开"."网站健康"."主办单位" IS 'unit of the first source on it';
COMMENT ON COLUMN "公开"."网站健康"."栏目数" IS 'governance.site_health.columns';
COMMENT ON COLUMN "公开"."网站健康"."可核验栏目数" IS 'governance.site_health.tested';
COMMENT ON COLUMN "公开"."网站健康"."超期栏目数" IS 'governance.site_health.stale';
COMMENT ON COLUMN "公开"."网站健康"."空白栏目数" IS 'governance.site_health.blank';
COMMENT ON COLUMN "公开"."网站健康"."单项否决" IS 'governance.site_health.veto in words';
COMMENT ON COLUMN "公开"."网站健康"."首页" IS 'governance.site_health.home_state in words';
COMMENT ON COLUMN "公开"."网站健康"."首页最新日期" IS 'governance.site_health.home_newest_on';
COMMENT ON COLUMN "公开"."网站健康"."IPv6" IS 'governance.site_health.ipv6_state in words';
COMMENT ON COLUMN "公开"."网站健康"."IPv6 说明" IS 'governance.site_health.ipv6_detail';
COMMENT ON COLUMN "公开"."网站健康"."首页一致率" IS 'governance.site_health.likeness in percent';
COMMENT ON COLUMN "公开"."网站健康"."二级链接支持率" IS 'governance.site_health.second_share in percent';
COMMENT ON COLUMN "公开"."网站健康"."三级链接支持率" IS 'governance.site_health.third_share in percent';
COMMENT ON COLUMN "公开"."网站健康"."检查时间" IS 'governance.site_health.checked_at';

CREATE TABLE governance.new_media (
    unit_id VARCHAR NOT NULL, platform VARCHAR NOT NULL, name VARCHAR NOT NULL, account VARCHAR, filing VARCHAR NOT NULL,
    filed_on DATE, state VARCHAR NOT NULL, opened_on DATE, closed_on DATE, last_post_on DATE, posts INTEGER,
    followers INTEGER, checked_on DATE NOT NULL, file VARCHAR NOT NULL, row_number INTEGER NOT NULL
);
COMMENT ON TABLE governance.new_media IS '政务新媒体台账: accounts as the county registers them';
COMMENT ON COLUMN governance.new_media.unit_id IS '主办单位: unit the account is verified for';
COMMENT ON COLUMN governance.new_media.platform IS '平台: wechat, weibo, douyin, kuaishou, toutiao, channels, mini_program, client or other';
COMMENT ON COLUMN governance.new_media.name IS '账号名称: name of the account';
COMMENT ON COLUMN governance.new_media.account IS '账号: its id on the platform; clients have none';
COMMENT ON COLUMN governance.new_media.filing IS '备案情况: filed, pending or unfiled';
COMMENT ON COLUMN governance.new_media.filed_on IS '备案日期: day it was filed';
COMMENT ON COLUMN governance.new_media.state IS '状态: running, paused or closed';
COMMENT ON COLUMN governance.new_media.opened_on IS '开设日期: day it was opened';
COMMENT ON COLUMN governance.new_media.closed_on IS '注销日期: day it was closed';
COMMENT ON COLUMN governance.new_media.last_post_on IS '最近更新日期: day of the newest posting; NULL where there was none';
COMMENT ON COLUMN governance.new_media.posts IS '发布总数: postings';
COMMENT ON COLUMN governance.new_media.followers IS '粉丝数: followers';
COMMENT ON COLUMN governance.new_media.checked_on IS '核查日期: day all this was looked up';
COMMENT ON COLUMN governance.new_media.file IS '文件: register it stands in';
COMMENT ON COLUMN governance.new_media.row_number IS '行号: row there, from 1';

CREATE VIEW governance.new_media_health AS
WITH limits AS (
    SELECT max(parameters['days']::INTEGER) FILTER (rule_id = 'new_media_stale') AS stale_days,
        max(parameters['days']::INTEGER) FILTER (rule_id = 'new_media_shell') AS grace_days,
        max(parameters['months']::INTEGER) FILTER (rule_id = 'new_media_shell') AS shell_months
    FROM governance.rule
)
SELECT m.unit_id, m.platform, m.name, m.filing, m.state, m.last_post_on, m.checked_on,
    CASE WHEN m.state = 'closed' THEN 'closed'
        WHEN m.last_post_on IS NULL AND coalesce(m.opened_on + l.grace_days < m.checked_on, true) THEN 'shell'
        WHEN m.last_post_on + to_months(l.shell_months) < m.checked_on THEN 'shell'
        WHEN m.last_post_on + l.stale_days < m.checked_on THEN 'stale' ELSE 'active' END AS verdict,
    m.file || ' 第 ' || m.row_number || ' 行' AS evidence
FROM governance.new_media AS m CROSS JOIN limits AS l;
COMMENT ON VIEW governance.new_media_health IS '政务新媒体健康: each account as the register shows it on the day it was looked up';
COMMENT ON COLUMN governance.new_media_health.unit_id IS '主办单位: unit';
COMMENT ON COLUMN governance.new_media_health.platform IS '平台: platform';
COMMENT ON COLUMN governance.new_media_health.name IS '账号名称: name of the account';
COMMENT ON COLUMN governance.new_media_health.filing IS '备案情况: filed, pending or unfiled';
COMMENT ON COLUMN governance.new_media_health.state IS '状态: running, paused or closed';
COMMENT ON COLUMN governance.new_media_health.last_post_on IS '最近更新日期: day of the newest posting';
COMMENT ON COLUMN governance.new_media_health.checked_on IS '核查日期: day it was looked up';
COMMENT ON COLUMN governance.new_media_health.verdict IS '结论: active, stale, shell (空壳) or closed';
COMMENT ON COLUMN governance.new_media_health.evidence IS '依据: file and row of the register';

CREATE VIEW "公开"."政务新媒体" AS
SELECT u.name AS "主办单位", CASE h.platform WHEN 'wechat' THEN '微信公众号' WHEN 'weibo' THEN '微博' WHEN 'douyin' THEN '抖音'
        WHEN 'kuaishou' THEN '快手' WHEN 'toutiao' THEN '今日头条' WHEN 'channels' THEN '微信视频号' WHEN 'mini_program' THEN '小程序'
        WHEN 'client' THEN '移动客户端' ELSE '其他' END AS "平台", h.name AS "账号名称",
    CASE h.filing WHEN 'filed' THEN '已备案' WHEN 'pending' THEN '备案中' ELSE '未备案' END AS "备案情况",
    CASE h.verdict WHEN 'active' THEN '正常' WHEN 'stale' THEN '未及时更新' WHEN 'shell' THEN '空壳' ELSE '已注销' END AS "结论",
    h.last_post_on AS "最近更新日期", h.checked_on AS "核查日期"
FROM governance.new_media_health AS h
LEFT JOIN catalogue.unit AS u ON u.unit_id = h.unit_id;
COMMENT ON VIEW "公开"."政务新媒体" IS '政务新媒体: accounts of the register and how they stand';
COMMENT ON COLUMN "公开"."政务新媒体"."主办单位" IS 'unit';
COMMENT ON COLUMN "公开"."政务新媒体"."平台" IS 'governance.new_media_health.platform in words';
COMMENT ON COLUMN "公开"."政务新媒体"."账号名称" IS 'governance.new_media_health.name';
COMMENT ON COLUMN "公开"."政务新媒体"."备案情况" IS 'governance.new_media_health.filing in words';
COMMENT ON COLUMN "公开"."政务新媒体"."结论" IS 'governance.new_media_health.verdict in words';
COMMENT ON COLUMN "公开"."政务新媒体"."最近更新日期" IS 'governance.new_media_health.last_post_on';
COMMENT ON COLUMN "公开"."政务新媒体"."核查日期" IS 'governance.new_media_health.checked_on';

CREATE VIEW governance.gazette_issue AS
SELECT v.item_id, v.unit_id, v.title, regexp_extract(v.title, '(\d{4})\s*年', 1)::INTEGER AS year,
    regexp_extract(v.title, '年\s*第\s*(\d+)\s*[期号]', 1)::INTEGER AS issue,
    nullif(regexp_extract(concat_ws(' ', v.title, v.body_text), '总\s*第\s*(\d+)\s*期', 1), '')::INTEGER AS total_issue,
    v.published_at::DATE AS published_on, v.url, v.attachment_count AS files
FROM catalogue.item_version AS v
WHERE v.category = 'gazette' AND v.valid_to IS NULL AND v.withdrawn_at IS NULL
    AND regexp_matches(v.title, '\d{4}\s*年\s*第\s*\d+\s*[期号]');
COMMENT ON VIEW governance.gazette_issue IS '政府公报: issues of gazettes that stand in the catalogue';
COMMENT ON COLUMN governance.gazette_issue.item_id IS '信息标识: item that shows the issue';
COMMENT ON COLUMN governance.gazette_issue.unit_id IS '公开主体: unit whose column it is in';
COMMENT ON COLUMN governance.gazette_issue.title IS '标题: title';
COMMENT ON COLUMN governance.gazette_issue.year IS '年度: year of the issue';
COMMENT ON COLUMN governance.gazette_issue.issue IS '期号: number within the year';
COMMENT ON COLUMN governance.gazette_issue.total_issue IS '总期号: number over all years, where it is printed';
COMMENT ON COLUMN governance.gazette_issue.published_on IS '出版日期: visible date';
COMMENT ON COLUMN governance.gazette_issue.url IS '网址: address';
COMMENT ON COLUMN governance.gazette_issue.files IS '附件数: files';

CREATE VIEW governance.gazette_article AS
SELECT g.item_id, g.year, g.issue, row_number() OVER (PARTITION BY g.item_id ORDER BY a.position)::INTEGER AS position,
    a.title, a.address, p.item_id AS article_item_id
FROM governance.gazette_issue AS g
JOIN (
    SELECT item_id, unnest(range(1, len(found) + 1)) AS position,
        replace(regexp_extract(unnest(found), 'href="([^"]+)"', 1), '&amp;', '&') AS address,
        trim(regexp_replace(regexp_extract(unnest(found), '>(.*)</a>', 1), '<[^>]+>|^[一二三四五六七八九十\d]+[、.．]', '', 'g')) AS title
    FROM (
        SELECT item_id, regexp_extract_all(body_html, '<a [^>]*href="[^"]+"[^>]*>.*?</a>') AS found
        FROM catalogue.item_version WHERE category = 'gazette' AND valid_to IS NULL AND withdrawn_at IS NULL
    )
) AS a ON a.item_id = g.item_id
LEFT JOIN (SELECT address, min(item_id) AS item_id FROM operations.page WHERE gone_at IS NULL GROUP BY address) AS p
    ON p.address = a.address
WHERE a.title <> '' AND NOT EXISTS (
    FROM catalogue.attachment AS f WHERE f.item_id = g.item_id AND f.url = a.address AND f.withdrawn_at IS NULL
);
COMMENT ON VIEW governance.gazette_article IS '公报目录: articles that an issue lists, with the item of the catalogue where it is known';
COMMENT ON COLUMN governance.gazette_article.item_id IS '信息标识: issue';
COMMENT ON COLUMN governance.gazette_article.year IS '年度: year of the issue';
COMMENT ON COLUMN governance.gazette_article.issue IS '期号: number within the year';
COMMENT ON COLUMN governance.gazette_article.position IS '顺序: place in the list, from 1';
COMMENT ON COLUMN governance.gazette_article.title IS '目录项: title as listed';
COMMENT ON COLUMN governance.gazette_article.address IS '网址: address it leads to';
COMMENT ON COLUMN governance.gazette_article.article_item_id IS '所指信息: item at that address, where the catalogue has it';

CREATE VIEW "公开"."政府公报" AS
SELECT u.name AS "公开主体", g.year AS "年度", g.issue AS "期号", g.total_issue AS "总期号", g.published_on AS "出版日期",
    g.title AS "标题", string_agg(a.title, '；' ORDER BY a.position) AS "目录", count(a.title)::INTEGER AS "篇数", g.files AS "附件数",
    g.url AS "网址"
FROM governance.gazette_issue AS g
LEFT JOIN governance.gazette_article AS a ON a.item_id = g.item_id
LEFT JOIN catalogue.unit AS u ON u.unit_id = g.unit_id
GROUP BY ALL;
COMMENT ON VIEW "公开"."政府公报" IS '政府公报: issues with their articles';
COMMENT ON COLUMN "公开"."政府公报"."公开主体" IS 'unit whose column it is in';
COMMENT ON COLUMN "公开"."政府公报"."年度" IS 'governance.gazette_issue.year';
COMMENT ON COLUMN "公开"."政府公报"."期号" IS 'governance.gazette_issue.issue';
COMMENT ON COLUMN "公开"."政府公报"."总期号" IS 'governance.gazette_issue.total_issue';
COMMENT ON COLUMN "公开"."政府公报"."出版日期" IS 'governance.gazette_issue.published_on';
COMMENT ON COLUMN "公开"."政府公报"."标题" IS 'governance.gazette_issue.title';
COMMENT ON COLUMN "公开"."政府公报"."目录" IS 'titles of its articles, in their order';
COMMENT ON COLUMN "公开"."政府公报"."篇数" IS 'number of articles';
COMMENT ON COLUMN "公开"."政府公报"."附件数" IS 'governance.gazette_issue.files';
COMMENT ON COLUMN "公开"."政府公报"."网址" IS 'governance.gazette_issue.url';

CREATE TABLE governance.sector (
    sector VARCHAR NOT NULL, position INTEGER NOT NULL, name VARCHAR NOT NULL, words VARCHAR[] NOT NULL, lead VARCHAR[] NOT NULL
);
COMMENT ON TABLE governance.sector IS '公共企事业单位领域: sectors whose institutions disclose';
COMMENT ON COLUMN governance.sector.sector IS '领域代码: code';
COMMENT ON COLUMN governance.sector.position IS '顺序: place in the data, from 1';
COMMENT ON COLUMN governance.sector.name IS '领域名称: name';
COMMENT ON COLUMN governance.sector.words IS '识别词: words by which an institution or a posting is known';
COMMENT ON COLUMN governance.sector.lead IS '主管部门: names that its leading bureau may go by';

CREATE VIEW governance.sector_health AS
WITH shown AS (
    SELECT v.item_id, v.unit_id, if(u.kind = 'institution', u.name, NULL) AS institution,
        concat_ws(' ', if(u.kind = 'institution', u.name, NULL), v.title) AS words, v.published_at::DATE AS published_on
    FROM catalogue.item_version AS v
    JOIN catalogue.unit AS u ON u.unit_id = v.unit_id
    WHERE v.valid_to IS NULL AND v.withdrawn_at IS NULL AND (v.category = 'public_institution' OR u.kind = 'institution')
),
led AS (
    SELECT s.sector, coalesce(min(u.unit_id) FILTER (u.kind = 'department'), min(u.unit_id) FILTER (u.kind = 'government')) AS unit_id
    FROM governance.sector AS s
    LEFT JOIN catalogue.unit AS u ON u.kind = 'government' OR u.kind = 'department'
        AND list_has_any(s.lead, list_append(list_transform(u.aliases, lambda alias: regexp_replace(alias, '^.{0,6}县', '')), regexp_replace(u.name, '^.{0,6}县', '')))
    GROUP BY s.sector
)
SELECT s.sector, s.name, l.unit_id, count(i.item_id)::INTEGER AS items,
    count(DISTINCT i.unit_id) FILTER (list_bool_or(list_transform(s.words, lambda word: contains(i.institution, word))))::INTEGER
        AS institutions, max(i.published_on) AS newest_on,
    CASE WHEN count(i.item_id) > 0 THEN 'disclosed'
        WHEN EXISTS (FROM catalogue.source_column AS c JOIN operations.column_read AS r ON r.source_id = c.source_id AND r.path = c.path
            WHERE c.category = 'public_institution' AND r.proven_at IS NOT NULL) THEN 'none' ELSE 'not_testable' END AS verdict
FROM governance.sector AS s
JOIN led AS l ON l.sector = s.sector
LEFT JOIN shown AS i ON list_bool_or(list_transform(s.words, lambda word: contains(i.words, word)))
GROUP BY s.sector, s.position, s.name, l.unit_id
ORDER BY s.position;
COMMENT ON VIEW governance.sector_health IS '公共企事业单位公开情况: what each sector discloses';
COMMENT ON COLUMN governance.sector_health.sector IS '领域代码: code';
COMMENT ON COLUMN governance.sector_health.name IS '领域名称: name';
COMMENT ON COLUMN governance.sector_health.unit_id IS '主管部门: leading bureau; the county government where the registry has none';
COMMENT ON COLUMN governance.sector_health.items IS '信息条数: standing items by its words';
COMMENT ON COLUMN governance.sector_health.institutions IS '企事业单位数: institutions of the registry that are of this sector by their name, and published some of them';
COMMENT ON COLUMN governance.sector_health.newest_on IS '最新日期: newest of these items';
COMMENT ON COLUMN governance.sector_health.verdict IS '结论: disclosed, none, or not_testable where no column of public institutions was read to its end';

CREATE VIEW "公开"."公共企事业单位" AS
SELECT s.name AS "领域", u.name AS "主管部门", s.items AS "信息条数", s.institutions AS "企事业单位数", s.newest_on AS "最新日期",
    CASE s.verdict WHEN 'disclosed' THEN '已公开' WHEN 'none' THEN '未公开' ELSE '无法核验' END AS "结论"
FROM governance.sector_health AS s
LEFT JOIN catalogue.unit AS u ON u.unit_id = s.unit_id;
COMMENT ON VIEW "公开"."公共企事业单位" IS '公共企事业单位公开情况: by sector';
COMMENT ON COLUMN "公开"."公共企事业单位"."领域" IS 'governance.sector.name';
COMMENT ON COLUMN "公开"."公共企事业单位"."主管部门" IS 'leading bureau';
COMMENT ON COLUMN "公开"."公共企事业单位"."信息条数" IS 'governance.sector_health.items';
COMMENT ON COLUMN "公开"."公共企事业单位"."企事业单位数" IS 'governance.sector_health.institutions';
COMMENT ON COLUMN "公开"."公共企事业单位"."最新日期" IS 'governance.sector_health.newest_on';
COMMENT ON COLUMN "公开"."公共企事业单位"."结论" IS 'governance.sector_health.verdict in words';
