-- What ran, what was seen, what needs a hand (运行与问题).

CREATE TABLE operations.run (
    run_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, scope VARCHAR NOT NULL, is_full BOOLEAN NOT NULL,
    started_at TIMESTAMPTZ NOT NULL, ended_at TIMESTAMPTZ, state VARCHAR NOT NULL
);
COMMENT ON TABLE operations.run IS '运行批次: runs of the main job';
COMMENT ON COLUMN operations.run.run_id IS '运行批次: id, sorts by time';
COMMENT ON COLUMN operations.run.kind IS '类型: run (采集) or replay (归档重放)';
COMMENT ON COLUMN operations.run.scope IS '范围: what was asked for, so that a run that was killed can go on';
COMMENT ON COLUMN operations.run.is_full IS '是否全量: every detail page read again';
COMMENT ON COLUMN operations.run.started_at IS '开始时间: clock of everything the run writes';
COMMENT ON COLUMN operations.run.ended_at IS '结束时间: NULL while it runs, or where it was killed';
COMMENT ON COLUMN operations.run.state IS '状态: running, done, attention or failed';

CREATE TABLE operations.source_run (
    run_id VARCHAR NOT NULL, source_id VARCHAR NOT NULL, completeness VARCHAR NOT NULL,
    listed INTEGER NOT NULL, fetched INTEGER NOT NULL, unchanged INTEGER NOT NULL, accepted INTEGER NOT NULL,
    rejected INTEGER NOT NULL, skipped INTEGER NOT NULL, declared_total INTEGER, requests INTEGER NOT NULL,
    created INTEGER NOT NULL, changed INTEGER NOT NULL, withdrawn INTEGER NOT NULL, returned INTEGER NOT NULL,
    missing INTEGER NOT NULL, is_held BOOLEAN NOT NULL,
    started_at TIMESTAMPTZ NOT NULL, ended_at TIMESTAMPTZ NOT NULL, error VARCHAR
);
COMMENT ON TABLE operations.source_run IS '信息源采集情况: how each source fared in each run; listed = accepted + unchanged + rejected + skipped';
COMMENT ON COLUMN operations.source_run.run_id IS '运行批次: run';
COMMENT ON COLUMN operations.source_run.source_id IS '信息源代号: source';
COMMENT ON COLUMN operations.source_run.completeness IS '完整性: proven, unproven, broken or skipped';
COMMENT ON COLUMN operations.source_run.listed IS '列出条数: addresses the source lists, each once';
COMMENT ON COLUMN operations.source_run.fetched IS '读取条数: detail pages read';
COMMENT ON COLUMN operations.source_run.unchanged IS '未变条数: known and not changed';
COMMENT ON COLUMN operations.source_run.accepted IS '采纳条数: became items';
COMMENT ON COLUMN operations.source_run.rejected IS '不合格条数: did not become items';
COMMENT ON COLUMN operations.source_run.skipped IS '跳过条数: lead elsewhere or are no postings';
COMMENT ON COLUMN operations.source_run.declared_total IS '声明总数: how many the site says it has';
COMMENT ON COLUMN operations.source_run.requests IS '请求数: requests sent to the site';
COMMENT ON COLUMN operations.source_run.created IS '新增条数: items seen for the first time';
COMMENT ON COLUMN operations.source_run.changed IS '变更条数: items with a new version';
COMMENT ON COLUMN operations.source_run.withdrawn IS '撤下条数: items found withdrawn';
COMMENT ON COLUMN operations.source_run.returned IS '恢复条数: withdrawn items that are back';
COMMENT ON COLUMN operations.source_run.missing IS '缺失条数: items that a complete run did not see, not withdrawn yet';
COMMENT ON COLUMN operations.source_run.is_held IS '是否暂缓: more than 20 % vanished at once, so nothing was marked missing';
COMMENT ON COLUMN operations.source_run.started_at IS '开始时间: when the source was begun';
COMMENT ON COLUMN operations.source_run.ended_at IS '结束时间: when the source was done';
COMMENT ON COLUMN operations.source_run.error IS '错误: why it is red';

CREATE TABLE operations.page (
    source_id VARCHAR USING COMPRESSION dictionary NOT NULL,
    page_key VARCHAR USING COMPRESSION dictionary NOT NULL, address VARCHAR USING COMPRESSION dictionary,
    native_id VARCHAR USING COMPRESSION dictionary, item_id VARCHAR USING COMPRESSION dictionary NOT NULL,
    columns VARCHAR[] NOT NULL, row_hash VARCHAR USING COMPRESSION dictionary NOT NULL,
    content_hash VARCHAR USING COMPRESSION dictionary NOT NULL, fetched_at TIMESTAMPTZ NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL, last_seen_at TIMESTAMPTZ NOT NULL, missing_runs INTEGER NOT NULL,
    gone_at TIMESTAMPTZ, gone_reason VARCHAR USING COMPRESSION dictionary
);
COMMENT ON TABLE operations.page IS '页面: what is known of each address of each source';
COMMENT ON COLUMN operations.page.source_id IS '信息源代号: source that lists it';
COMMENT ON COLUMN operations.page.page_key IS '页面标识: hash of the canonical address';
COMMENT ON COLUMN operations.page.address IS '网址: address; NULL where it carries personal data';
COMMENT ON COLUMN operations.page.native_id IS '系统编号: id the CMS gave the posting';
COMMENT ON COLUMN operations.page.item_id IS '信息标识: item the page shows';
COMMENT ON COLUMN operations.page.columns IS '栏目: columns that list it, in the order of the registry';
COMMENT ON COLUMN operations.page.row_hash IS '列表行摘要: of the list row when it was last read';
COMMENT ON COLUMN operations.page.content_hash IS '内容摘要: of the page when it was last read';
COMMENT ON COLUMN operations.page.fetched_at IS '读取时间: when the page itself was last read';
COMMENT ON COLUMN operations.page.first_seen_at IS '首次列出时间: start of the run that first saw it listed';
COMMENT ON COLUMN operations.page.last_seen_at IS '最近列出时间: start of the run that last saw it listed';
COMMENT ON COLUMN operations.page.missing_runs IS '缺失次数: complete runs since then that did not see it';
COMMENT ON COLUMN operations.page.gone_at IS '消失时间: start of the run that found it gone; NULL while it stands';
COMMENT ON COLUMN operations.page.gone_reason IS '消失原因: missing, gone (404 or 410) or moved (the item has another address)';

CREATE TABLE operations.reject (
    reject_id VARCHAR NOT NULL, run_id VARCHAR NOT NULL, source_id VARCHAR NOT NULL, page_key VARCHAR NOT NULL,
    address VARCHAR, field VARCHAR NOT NULL, value VARCHAR, rule VARCHAR NOT NULL, message VARCHAR NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL, last_seen_at TIMESTAMPTZ NOT NULL, closed_at TIMESTAMPTZ
);
COMMENT ON TABLE operations.reject IS '不合格数据: rows and pages that did not become items, replayable after a fix';
COMMENT ON COLUMN operations.reject.reject_id IS '标识: hash of source, page, field and rule';
COMMENT ON COLUMN operations.reject.run_id IS '运行批次: run that last met it';
COMMENT ON COLUMN operations.reject.source_id IS '信息源代号: source';
COMMENT ON COLUMN operations.reject.page_key IS '页面标识: page';
COMMENT ON COLUMN operations.reject.address IS '网址: address; NULL where it carries personal data';
COMMENT ON COLUMN operations.reject.field IS '字段: field that failed';
COMMENT ON COLUMN operations.reject.value IS '值: value that failed, masked';
COMMENT ON COLUMN operations.reject.rule IS '规则: rule it failed';
COMMENT ON COLUMN operations.reject.message IS '说明: what is wrong, in words';
COMMENT ON COLUMN operations.reject.first_seen_at IS '首次发现时间: start of the run that first met it';
COMMENT ON COLUMN operations.reject.last_seen_at IS '最近发现时间: start of the run that last met it';
COMMENT ON COLUMN operations.reject.closed_at IS '解决时间: start of the run that read the page without it';

CREATE TABLE operations.finding (
    finding_id VARCHAR NOT NULL, origin VARCHAR NOT NULL, check_id VARCHAR NOT NULL, severity VARCHAR NOT NULL,
    source_id VARCHAR, unit_id VARCHAR, item_id VARCHAR, page_key VARCHAR, message VARCHAR NOT NULL,
    evidence VARCHAR, clause VARCHAR, run_id VARCHAR NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL, last_seen_at TIMESTAMPTZ NOT NULL, closed_at TIMESTAMPTZ
);
COMMENT ON TABLE operations.finding IS '问题清单: what needs a hand';
COMMENT ON COLUMN operations.finding.finding_id IS '标识: hash of check, source and page, item or unit';
COMMENT ON COLUMN operations.finding.origin IS '发现环节: harvest, merge, check or push';
COMMENT ON COLUMN operations.finding.check_id IS '检查项: which check';
COMMENT ON COLUMN operations.finding.severity IS '严重程度: info, warning, error or fatal';
COMMENT ON COLUMN operations.finding.source_id IS '信息源代号: source it is about';
COMMENT ON COLUMN operations.finding.unit_id IS '公开主体: unit it is about';
COMMENT ON COLUMN operations.finding.item_id IS '信息标识: item it is about';
COMMENT ON COLUMN operations.finding.page_key IS '页面标识: page it is about';
COMMENT ON COLUMN operations.finding.message IS '说明: what, where, what to change';
COMMENT ON COLUMN operations.finding.evidence IS '依据: what it rests on, masked';
COMMENT ON COLUMN operations.finding.clause IS '条款: clause it stands on';
COMMENT ON COLUMN operations.finding.run_id IS '运行批次: run that last met it';
COMMENT ON COLUMN operations.finding.first_seen_at IS '首次发现时间: start of the run that first met it';
COMMENT ON COLUMN operations.finding.last_seen_at IS '最近发现时间: start of the run that last met it';
COMMENT ON COLUMN operations.finding.closed_at IS '解决时间: start of the run that looked again and did not meet it';

CREATE TABLE operations.stage (
    run_id VARCHAR NOT NULL, source_id VARCHAR NOT NULL, state VARCHAR NOT NULL, merged_at TIMESTAMPTZ NOT NULL,
    counts VARCHAR NOT NULL
);
COMMENT ON TABLE operations.stage IS '已并入的暂存: stages that were merged, so that none is merged twice';
COMMENT ON COLUMN operations.stage.run_id IS '运行批次: run';
COMMENT ON COLUMN operations.stage.source_id IS '信息源代号: source';
COMMENT ON COLUMN operations.stage.state IS '状态: merged, or refused where it did not add up';
COMMENT ON COLUMN operations.stage.merged_at IS '并入时间: start of the run';
COMMENT ON COLUMN operations.stage.counts IS '计数: what the merge did, as JSON';
