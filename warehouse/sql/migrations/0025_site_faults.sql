-- A fault of a site shows on many of its pages, and is one finding: pages with the same subject `site:…` are put together.

CREATE VIEW operations.site_fault AS
SELECT f.check_id, min(f.source_id) AS source_id, f.unit_id, f.subject, f.subject[6:] AS of_site, count(*) AS pages,
    array_to_string(list(v.url ORDER BY v.published_at DESC, v.item_id)[:3], '、') AS examples
FROM operations.finding AS f
JOIN catalogue.item_version AS v ON v.item_id = f.item_id AND v.valid_to IS NULL
WHERE f.closed_at IS NULL AND f.origin = 'harvest' AND starts_with(f.subject, 'site:')
GROUP BY f.check_id, f.unit_id, f.subject;
COMMENT ON VIEW operations.site_fault IS '全站性问题: faults of a site that its pages show, one row a unit and fault';
COMMENT ON COLUMN operations.site_fault.check_id IS '检查项: which rule';
COMMENT ON COLUMN operations.site_fault.source_id IS '信息源代号: source whose pages show it, the first by name where several do';
COMMENT ON COLUMN operations.site_fault.unit_id IS '公开主体: unit whose pages show it';
COMMENT ON COLUMN operations.site_fault.subject IS '问题对象: what of the site, begins with site:';
COMMENT ON COLUMN operations.site_fault.of_site IS '问题对象名称: the same without its beginning';
COMMENT ON COLUMN operations.site_fault.pages IS '网页数: pages that show it';
COMMENT ON COLUMN operations.site_fault.examples IS '举例: addresses of up to three of them, the newest first';

-- The pages themselves are no findings of their own.
CREATE OR REPLACE VIEW operations.known_finding AS
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
LEFT JOIN operations.acceptance AS a ON a.finding_id = f.finding_id AND a.revoked_at IS NULL
WHERE NOT (f.origin = 'harvest' AND starts_with(coalesce(f.subject, ''), 'site:'));
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
