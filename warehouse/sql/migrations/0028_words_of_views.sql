-- Views that told less, or another thing, than the tables they are over: whose annual report it is, what a unit is called
-- today, and why an item was withdrawn.
COMMENT ON COLUMN governance.annual_report_cell.unit_id IS '单位代号: unit that the report is of; a department''s report may stand in a column of the office';
COMMENT ON COLUMN catalogue.item.unit_name IS '公开主体名称: full name of that unit as it was when this version was written; catalogue.unit has the name of today';
COMMENT ON COLUMN catalogue.item.withdrawn_reason IS '撤下原因: missing (absent from two complete runs), gone (its address answers 404 or 410) or expired (a publicity list past its period)';

CREATE OR REPLACE VIEW "公开"."年度报告数据" AS
SELECT coalesce(u.name, c.unit_name) AS "公开主体", c.report_year AS "年度", c.table_number AS "部分", c.row_label AS "行", c.column_label AS "列",
    c.value AS "数值", CASE c.state WHEN 'empty' THEN '空白' WHEN 'na' THEN '不适用' WHEN 'text' THEN '文字' WHEN 'zero' THEN '零'
        ELSE '数字' END AS "填报状态", c.printed AS "原文", c.cell AS "单元格", v.title AS "标题", c.item_id AS "信息标识"
FROM governance.annual_report_cell AS c
JOIN catalogue.item_version AS v ON v.item_id = c.item_id AND v.valid_to IS NULL
LEFT JOIN catalogue.unit AS u ON u.unit_id = c.unit_id;
COMMENT ON VIEW "公开"."年度报告数据" IS '年度报告三张表的每一格：空白、零、不适用和文字分开';
COMMENT ON COLUMN "公开"."年度报告数据"."公开主体" IS 'name of the unit that the report is of, as it is today';
COMMENT ON COLUMN "公开"."年度报告数据"."年度" IS 'governance.annual_report_cell.report_year';
COMMENT ON COLUMN "公开"."年度报告数据"."部分" IS 'governance.annual_report_cell.table_number';
COMMENT ON COLUMN "公开"."年度报告数据"."行" IS 'governance.annual_report_cell.row_label';
COMMENT ON COLUMN "公开"."年度报告数据"."列" IS 'governance.annual_report_cell.column_label';
COMMENT ON COLUMN "公开"."年度报告数据"."数值" IS 'governance.annual_report_cell.value';
COMMENT ON COLUMN "公开"."年度报告数据"."填报状态" IS 'governance.annual_report_cell.state in words';
COMMENT ON COLUMN "公开"."年度报告数据"."原文" IS 'governance.annual_report_cell.printed';
COMMENT ON COLUMN "公开"."年度报告数据"."单元格" IS 'governance.annual_report_cell.cell';
COMMENT ON COLUMN "公开"."年度报告数据"."标题" IS 'title of the report';
COMMENT ON COLUMN "公开"."年度报告数据"."信息标识" IS 'governance.annual_report_cell.item_id';

CREATE OR REPLACE VIEW "公开"."信息目录" AS
SELECT i.item_id AS "信息标识", coalesce(u.name, i.unit_name) AS "公开主体", c.name AS "信息类别", i.title AS "标题",
    i.index_number AS "索引号", i.document_number AS "发文字号", i.publisher AS "发布机构",
    i.content_source AS "来源", i.written_on AS "成文日期", i.published_at AS "发布日期", i.theme AS "主题分类",
    i.genre AS "体裁分类", i.validity AS "有效性", i.keywords AS "主题词", i.summary AS "内容概述",
    i.body_text AS "正文", i.url AS "网址", i.attachment_count AS "附件数", i.version AS "版本号",
    i.first_seen_at AS "首次采集时间", i.last_seen_at AS "最近列出时间", i.changed_at AS "最近变更时间",
    i.withdrawn_at AS "撤下时间",
    CASE i.withdrawn_reason WHEN 'missing' THEN '列表中已不再出现' WHEN 'gone' THEN '网址已失效'
        WHEN 'expired' THEN '公示期满' ELSE i.withdrawn_reason END AS "撤下原因"
FROM catalogue.item AS i
LEFT JOIN catalogue.unit AS u ON u.unit_id = i.unit_id
LEFT JOIN catalogue.category AS c ON c.category = i.category;
COMMENT ON VIEW "公开"."信息目录" IS '信息目录: items as they stand, withdrawn ones included';
COMMENT ON COLUMN "公开"."信息目录"."信息标识" IS 'catalogue.item.item_id';
COMMENT ON COLUMN "公开"."信息目录"."公开主体" IS 'catalogue.unit.name, as it is today';
COMMENT ON COLUMN "公开"."信息目录"."信息类别" IS 'official name of catalogue.item.category';
COMMENT ON COLUMN "公开"."信息目录"."标题" IS 'catalogue.item.title';
COMMENT ON COLUMN "公开"."信息目录"."索引号" IS 'catalogue.item.index_number';
COMMENT ON COLUMN "公开"."信息目录"."发文字号" IS 'catalogue.item.document_number';
COMMENT ON COLUMN "公开"."信息目录"."发布机构" IS 'catalogue.item.publisher';
COMMENT ON COLUMN "公开"."信息目录"."来源" IS 'catalogue.item.content_source';
COMMENT ON COLUMN "公开"."信息目录"."成文日期" IS 'catalogue.item.written_on';
COMMENT ON COLUMN "公开"."信息目录"."发布日期" IS 'catalogue.item.published_at';
COMMENT ON COLUMN "公开"."信息目录"."主题分类" IS 'catalogue.item.theme';
COMMENT ON COLUMN "公开"."信息目录"."体裁分类" IS 'catalogue.item.genre';
COMMENT ON COLUMN "公开"."信息目录"."有效性" IS 'catalogue.item.validity';
COMMENT ON COLUMN "公开"."信息目录"."主题词" IS 'catalogue.item.keywords';
COMMENT ON COLUMN "公开"."信息目录"."内容概述" IS 'catalogue.item.summary';
COMMENT ON COLUMN "公开"."信息目录"."正文" IS 'catalogue.item.body_text';
COMMENT ON COLUMN "公开"."信息目录"."网址" IS 'catalogue.item.url';
COMMENT ON COLUMN "公开"."信息目录"."附件数" IS 'catalogue.item.attachment_count';
COMMENT ON COLUMN "公开"."信息目录"."版本号" IS 'catalogue.item.version';
COMMENT ON COLUMN "公开"."信息目录"."首次采集时间" IS 'catalogue.item.first_seen_at';
COMMENT ON COLUMN "公开"."信息目录"."最近列出时间" IS 'catalogue.item.last_seen_at';
COMMENT ON COLUMN "公开"."信息目录"."最近变更时间" IS 'catalogue.item.changed_at';
COMMENT ON COLUMN "公开"."信息目录"."撤下时间" IS 'catalogue.item.withdrawn_at';
COMMENT ON COLUMN "公开"."信息目录"."撤下原因" IS 'catalogue.item.withdrawn_reason in words';

CREATE OR REPLACE VIEW "公开"."撤下跟踪" AS
SELECT t.name AS "公开专栏", k.item_id AS "信息标识", k.withdrawn_at AS "撤下时间", CASE k.withdrawn_reason WHEN 'missing' THEN '列表中已不再出现' WHEN 'gone' THEN '网址已失效'
        WHEN 'expired' THEN '公示期满' ELSE k.withdrawn_reason END AS "撤下原因",
    k.accepted_at AS "接收时间", k.confirmed_at AS "确认时间", k.hours AS "用时(小时)"
FROM exchange.take_down AS k JOIN exchange.target AS t ON t.target_id = k.target_id
ORDER BY k.confirmed_at IS NOT NULL, k.withdrawn_at;
COMMENT ON VIEW "公开"."撤下跟踪" IS '每条撤下信息在各公开专栏的落实情况：确认时间为空的，尚未确认撤下';
COMMENT ON COLUMN "公开"."撤下跟踪"."公开专栏" IS 'exchange.target.name';
COMMENT ON COLUMN "公开"."撤下跟踪"."信息标识" IS 'exchange.take_down.item_id';
COMMENT ON COLUMN "公开"."撤下跟踪"."撤下时间" IS 'exchange.take_down.withdrawn_at';
COMMENT ON COLUMN "公开"."撤下跟踪"."撤下原因" IS 'exchange.take_down.withdrawn_reason';
COMMENT ON COLUMN "公开"."撤下跟踪"."接收时间" IS 'exchange.take_down.accepted_at';
COMMENT ON COLUMN "公开"."撤下跟踪"."确认时间" IS 'exchange.take_down.confirmed_at';
COMMENT ON COLUMN "公开"."撤下跟踪"."用时(小时)" IS 'exchange.take_down.hours';
