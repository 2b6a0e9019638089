-- Findings people act on (问题整改): the rules they rest on, what a finding says of itself, and what was accepted.

CREATE SCHEMA governance;

CREATE TABLE governance.rule (
    rule_id VARCHAR NOT NULL, position INTEGER NOT NULL, name VARCHAR NOT NULL, demand VARCHAR NOT NULL,
    remedy VARCHAR NOT NULL, severity VARCHAR NOT NULL, clause VARCHAR NOT NULL, mark VARCHAR NOT NULL
);
COMMENT ON TABLE governance.rule IS '规则: what disclosure is measured by, as in the rule data';
COMMENT ON COLUMN governance.rule.rule_id IS '规则代号: id; a finding''s check_id up to a slash';
COMMENT ON COLUMN governance.rule.position IS '顺序: place in the rule data, from 1';
COMMENT ON COLUMN governance.rule.name IS '规则名称: short name';
COMMENT ON COLUMN governance.rule.demand IS '要求: what it asks for';
COMMENT ON COLUMN governance.rule.remedy IS '整改建议: what to change, and where';
COMMENT ON COLUMN governance.rule.severity IS '严重程度: info, warning, error or fatal';
COMMENT ON COLUMN governance.rule.clause IS '依据条款: clause it stands on';
COMMENT ON COLUMN governance.rule.mark IS '依据核实情况: confirmed 已核对原文, recalled 未核对原文, inference 推断';

CREATE TABLE governance.workday (
    day DATE NOT NULL, is_working BOOLEAN NOT NULL, ordinal INTEGER NOT NULL, holiday VARCHAR
);
COMMENT ON TABLE governance.workday IS '工作日历: working days by the State Council''s yearly notices, make-up days included';
COMMENT ON COLUMN governance.workday.day IS '日期: day';
COMMENT ON COLUMN governance.workday.is_working IS '是否工作日: whether offices work';
COMMENT ON COLUMN governance.workday.ordinal IS '工作日序数: working days from the first known day up to and with this one';
COMMENT ON COLUMN governance.workday.holiday IS '节假日: holiday it belongs to, or that it makes up for';

-- The nth working day after a day that itself does not count; NULL where no notice is known for it.
CREATE MACRO governance.plus_working_days(start_day, number) AS (
    SELECT min(ahead.day) FROM governance.workday AS ahead, governance.workday AS start
    WHERE start.day = start_day AND ahead.is_working AND ahead.ordinal = start.ordinal + number
);
-- Working days after a day up to and with another; NULL where no notice is known for one of them.
CREATE MACRO governance.working_days_between(start_day, end_day) AS (
    SELECT greatest(finish.ordinal - start.ordinal, 0) FROM governance.workday AS start, governance.workday AS finish
    WHERE start.day = start_day AND finish.day = end_day
);

ALTER TABLE operations.finding ADD COLUMN subject VARCHAR;
ALTER TABLE operations.finding ADD COLUMN mark VARCHAR;
ALTER TABLE operations.finding ADD COLUMN remedy VARCHAR;
COMMENT ON COLUMN operations.finding.finding_id IS '标识: hash of check, source, place (page, item or unit) and subject; stable';
COMMENT ON COLUMN operations.finding.subject IS '问题对象: what of that place: a duty, a cell, the address of a link';
COMMENT ON COLUMN operations.finding.mark IS '依据核实情况: confirmed 已核对原文, recalled 未核对原文, inference 推断; NULL where it rests on no clause';
COMMENT ON COLUMN operations.finding.remedy IS '整改建议: what to change, and where';

CREATE TABLE operations.acceptance (
    finding_id VARCHAR NOT NULL, reason VARCHAR NOT NULL, until DATE NOT NULL, accepted_at TIMESTAMPTZ NOT NULL,
    revoked_at TIMESTAMPTZ
);
COMMENT ON TABLE operations.acceptance IS '问题认可: findings that a person let stand, with reason and last day';
COMMENT ON COLUMN operations.acceptance.finding_id IS '问题标识: finding';
COMMENT ON COLUMN operations.acceptance.reason IS '理由: why it may stand';
COMMENT ON COLUMN operations.acceptance.until IS '截止日期: last day it may stand';
COMMENT ON COLUMN operations.acceptance.accepted_at IS '认可时间: when it was accepted';
COMMENT ON COLUMN operations.acceptance.revoked_at IS '撤销时间: when that was taken back or replaced; NULL while it holds';

CREATE VIEW operations.known_finding AS
SELECT f.finding_id, f.origin, f.check_id, r.name AS rule_name, f.severity,
    coalesce(f.unit_id, v.unit_id, s.unit_id) AS unit_id, u.name AS unit_name, f.source_id, f.item_id, v.title, v.url,
    f.subject, f.message, f.remedy, f.evidence, f.clause, f.mark, f.first_seen_at, f.last_seen_at, f.closed_at,
    a.reason AS accepted_reason, a.until AS accepted_until,
    CASE WHEN f.closed_at IS NOT NULL THEN 'closed' WHEN a.until >= current_date THEN 'accepted' ELSE 'open' END AS state
FROM operations.finding AS f
LEFT JOIN catalogue.item_version AS v ON v.item_id = f.item_id AND v.valid_to IS NULL
LEFT JOIN catalogue.source AS s ON s.source_id = f.source_id
LEFT JOIN catalogue.unit AS u ON u.unit_id = coalesce(f.unit_id, v.unit_id, s.unit_id)
LEFT JOIN governance.rule AS r ON r.rule_id = split_part(f.check_id, '/', 1)
LEFT JOIN operations.acceptance AS a ON a.finding_id = f.finding_id AND a.revoked_at IS NULL;
COMMENT ON VIEW operations.known_finding IS '问题: findings with unit, item and acceptance, and how they stand today';
COMMENT ON COLUMN operations.known_finding.finding_id IS '标识: stable id';
COMMENT ON COLUMN operations.known_finding.origin IS '发现环节: harvest, merge, check or push';
COMMENT ON COLUMN operations.known_finding.check_id IS '检查项: which check or rule';
COMMENT ON COLUMN operations.known_finding.rule_name IS '规则名称: name of the rule, where the rule data has it';
COMMENT ON COLUMN operations.known_finding.severity IS '严重程度: info, warning, error or fatal';
COMMENT ON COLUMN operations.known_finding.unit_id IS '公开主体: unit it, its item or its source is of';
COMMENT ON COLUMN operations.known_finding.unit_name IS '公开主体名称: name of that unit';
COMMENT ON COLUMN operations.known_finding.source_id IS '信息源代号: source it is about';
COMMENT ON COLUMN operations.known_finding.item_id IS '信息标识: item it is about';
COMMENT ON COLUMN operations.known_finding.title IS '标题: title of that item';
COMMENT ON COLUMN operations.known_finding.url IS '网址: address of that item';
COMMENT ON COLUMN operations.known_finding.subject IS '问题对象: what of that place';
COMMENT ON COLUMN operations.known_finding.message IS '说明: what, where';
COMMENT ON COLUMN operations.known_finding.remedy IS '整改建议: what to change, and where';
COMMENT ON COLUMN operations.known_finding.evidence IS '依据: what it rests on, masked';
COMMENT ON COLUMN operations.known_finding.clause IS '条款: clause it stands on';
COMMENT ON COLUMN operations.known_finding.mark IS '依据核实情况: how well the clause is known';
COMMENT ON COLUMN operations.known_finding.first_seen_at IS '首次发现时间: start of the run that first met it';
COMMENT ON COLUMN operations.known_finding.last_seen_at IS '最近发现时间: start of the run that last met it';
COMMENT ON COLUMN operations.known_finding.closed_at IS '解决时间: start of the run that looked again and did not meet it';
COMMENT ON COLUMN operations.known_finding.accepted_reason IS '认可理由: why it may stand';
COMMENT ON COLUMN operations.known_finding.accepted_until IS '认可截止日期: last day it may stand';
COMMENT ON COLUMN operations.known_finding.state IS '状态: open, accepted (until the day given) or closed';

CREATE OR REPLACE VIEW "公开"."问题清单" AS
SELECT f.finding_id AS "问题编号", f.check_id AS "检查项", f.rule_name AS "规则名称",
    CASE f.severity WHEN 'fatal' THEN '致命' WHEN 'error' THEN '错误' WHEN 'warning' THEN '警告' ELSE '提示' END
        AS "严重程度",
    f.unit_name AS "公开主体", f.source_id AS "信息源", f.item_id AS "信息标识", f.title AS "标题", f.url AS "网址",
    f.message AS "说明", f.remedy AS "整改建议", f.evidence AS "依据", f.clause AS "条款",
    CASE f.mark WHEN 'confirmed' THEN '已核对原文' WHEN 'recalled' THEN '未核对原文' WHEN 'inference' THEN '推断，未见明文' END
        AS "条款核实情况",
    CASE f.state WHEN 'open' THEN '待整改' WHEN 'accepted' THEN '已认可' ELSE '已解决' END AS "状态",
    f.accepted_reason AS "认可理由", f.accepted_until AS "认可截止日期",
    f.first_seen_at AS "首次发现时间", f.last_seen_at AS "最近发现时间", f.closed_at AS "解决时间"
FROM operations.known_finding AS f;
COMMENT ON VIEW "公开"."问题清单" IS '问题清单: what needs a hand, accepted and solved ones included';
COMMENT ON COLUMN "公开"."问题清单"."问题编号" IS 'operations.known_finding.finding_id';
COMMENT ON COLUMN "公开"."问题清单"."检查项" IS 'operations.known_finding.check_id';
COMMENT ON COLUMN "公开"."问题清单"."规则名称" IS 'governance.rule.name';
COMMENT ON COLUMN "公开"."问题清单"."严重程度" IS 'operations.known_finding.severity in words';
COMMENT ON COLUMN "公开"."问题清单"."公开主体" IS 'unit the finding, its item or its source is of';
COMMENT ON COLUMN "公开"."问题清单"."信息源" IS 'operations.known_finding.source_id';
COMMENT ON COLUMN "公开"."问题清单"."信息标识" IS 'operations.known_finding.item_id';
COMMENT ON COLUMN "公开"."问题清单"."标题" IS 'title of the item';
COMMENT ON COLUMN "公开"."问题清单"."网址" IS 'address of the item';
COMMENT ON COLUMN "公开"."问题清单"."说明" IS 'operations.known_finding.message';
COMMENT ON COLUMN "公开"."问题清单"."整改建议" IS 'operations.known_finding.remedy';
COMMENT ON COLUMN "公开"."问题清单"."依据" IS 'operations.known_finding.evidence';
COMMENT ON COLUMN "公开"."问题清单"."条款" IS 'operations.known_finding.clause';
COMMENT ON COLUMN "公开"."问题清单"."条款核实情况" IS 'operations.known_finding.mark in words';
COMMENT ON COLUMN "公开"."问题清单"."状态" IS 'operations.known_finding.state in words';
COMMENT ON COLUMN "公开"."问题清单"."认可理由" IS 'operations.known_finding.accepted_reason';
COMMENT ON COLUMN "公开"."问题清单"."认可截止日期" IS 'operations.known_finding.accepted_until';
COMMENT ON COLUMN "公开"."问题清单"."首次发现时间" IS 'operations.known_finding.first_seen_at';
COMMENT ON COLUMN "公开"."问题清单"."最近发现时间" IS 'operations.known_finding.last_seen_at';
COMMENT ON COLUMN "公开"."问题清单"."解决时间" IS 'operations.known_finding.closed_at';
