-- The catalogue as it stands, and the same for people who think in Chinese (schema "公开").

CREATE VIEW catalogue.item AS
SELECT v.item_id, v.document_id, v.county, v.source_id, v.unit_id, v.unit_name, v.category, v.title, v.index_number,
    v.document_number, v.publisher, v.publisher_unit_id, v.content_source, v.written_on, v.published_at, v.theme,
    v.genre, v.validity, v.keywords, v.summary, v.body_text, v.body_html, v.url, v.attachment_count, v.version,
    v.content_hash, v.first_seen_at, p.last_seen_at, v.valid_from AS changed_at, v.withdrawn_at, v.withdrawn_reason,
    v.run_id
FROM catalogue.item_version AS v
LEFT JOIN (SELECT item_id, max(last_seen_at) AS last_seen_at FROM operations.page GROUP BY item_id) AS p
    ON p.item_id = v.item_id
WHERE v.valid_to IS NULL;
COMMENT ON VIEW catalogue.item IS '信息目录: one row a posting, current version, withdrawn ones included';
COMMENT ON COLUMN catalogue.item.item_id IS '信息标识: stable id of the posting, survives changes of address and CMS';
COMMENT ON COLUMN catalogue.item.document_id IS '文件标识: shared by postings of one document';
COMMENT ON COLUMN catalogue.item.county IS '县级行政区划代码: GB/T 2260 code of the county';
COMMENT ON COLUMN catalogue.item.source_id IS '信息源代号: source the posting was read from';
COMMENT ON COLUMN catalogue.item.unit_id IS '公开主体: unit whose column it is in';
COMMENT ON COLUMN catalogue.item.unit_name IS '公开主体名称: full name of that unit';
COMMENT ON COLUMN catalogue.item.category IS '信息类别: category code';
COMMENT ON COLUMN catalogue.item.title IS '标题: title as shown';
COMMENT ON COLUMN catalogue.item.index_number IS '索引号: index number as printed, width folded';
COMMENT ON COLUMN catalogue.item.document_number IS '发文字号: normalised to 代字〔year〕n号';
COMMENT ON COLUMN catalogue.item.publisher IS '发布机构: as shown; NULL where the page names none';
COMMENT ON COLUMN catalogue.item.publisher_unit_id IS '发布机构代号: unit the shown publisher resolves to';
COMMENT ON COLUMN catalogue.item.content_source IS '来源: where the page says its text comes from';
COMMENT ON COLUMN catalogue.item.written_on IS '成文日期: day the document was made';
COMMENT ON COLUMN catalogue.item.published_at IS '发布日期: visible date, midnight where only the day is shown';
COMMENT ON COLUMN catalogue.item.theme IS '主题分类: theme as shown';
COMMENT ON COLUMN catalogue.item.genre IS '体裁分类: genre as shown';
COMMENT ON COLUMN catalogue.item.validity IS '有效性: 有效, 失效, 废止, 部分失效 or 已修改';
COMMENT ON COLUMN catalogue.item.keywords IS '主题词: keywords as shown';
COMMENT ON COLUMN catalogue.item.summary IS '内容概述: summary as shown';
COMMENT ON COLUMN catalogue.item.body_text IS '正文: body as text, personal data masked';
COMMENT ON COLUMN catalogue.item.body_html IS '正文网页: body as sanitised HTML, personal data masked';
COMMENT ON COLUMN catalogue.item.url IS '网址: address of the page; NULL where the address itself carries personal data';
COMMENT ON COLUMN catalogue.item.attachment_count IS '附件数: number of attachments';
COMMENT ON COLUMN catalogue.item.version IS '版本号: current version, from 1';
COMMENT ON COLUMN catalogue.item.content_hash IS '内容摘要: sha256 of all that a reader of the page sees';
COMMENT ON COLUMN catalogue.item.first_seen_at IS '首次采集时间: start of the run that first saw the item';
COMMENT ON COLUMN catalogue.item.last_seen_at IS '最近列出时间: start of the run that last saw it listed';
COMMENT ON COLUMN catalogue.item.changed_at IS '最近变更时间: start of the run that wrote the current version';
COMMENT ON COLUMN catalogue.item.withdrawn_at IS '撤下时间: start of the run that found it withdrawn';
COMMENT ON COLUMN catalogue.item.withdrawn_reason IS '撤下原因: missing (absent from two complete runs) or gone (its address answers 404 or 410)';
COMMENT ON COLUMN catalogue.item.run_id IS '运行批次: run that wrote the current version';

CREATE SCHEMA "公开";

CREATE VIEW "公开"."信息目录" AS
SELECT i.item_id AS "信息标识", i.unit_name AS "公开主体", c.name AS "信息类别", i.title AS "标题",
    i.index_number AS "索引号", i.document_number AS "发文字号", i.publisher AS "发布机构",
    i.content_source AS "来源", i.written_on AS "成文日期", i.published_at AS "发布日期", i.theme AS "主题分类",
    i.genre AS "体裁分类", i.validity AS "有效性", i.keywords AS "主题词", i.summary AS "内容概述",
    i.body_text AS "正文", i.url AS "网址", i.attachment_count AS "附件数", i.version AS "版本号",
    i.first_seen_at AS "首次采集时间", i.last_seen_at AS "最近列出时间", i.changed_at AS "最近变更时间",
    i.withdrawn_at AS "撤下时间",
    CASE i.withdrawn_reason WHEN 'missing' THEN '列表中已不再出现' WHEN 'gone' THEN '网址已失效'
        ELSE i.withdrawn_reason END AS "撤下原因"
FROM catalogue.item AS i
LEFT JOIN catalogue.category AS c ON c.category = i.category;
COMMENT ON VIEW "公开"."信息目录" IS '信息目录: items as they stand, withdrawn ones included';
COMMENT ON COLUMN "公开"."信息目录"."信息标识" IS 'catalogue.item.item_id';
COMMENT ON COLUMN "公开"."信息目录"."公开主体" IS 'catalogue.item.unit_name';
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

CREATE VIEW "公开"."附件" AS
SELECT a.attachment_id AS "附件标识", a.item_id AS "信息标识", v.title AS "标题", v.unit_name AS "公开主体",
    a.position AS "顺序", a.file_name AS "文件名", a.media_type AS "文件类型", a.byte_size AS "文件大小",
    a.url AS "网址", a.sha256 AS "文件摘要", a.text AS "文本", a.note AS "说明",
    a.first_seen_at AS "首次采集时间", a.withdrawn_at AS "撤下时间"
FROM catalogue.attachment AS a
LEFT JOIN catalogue.item_version AS v ON v.item_id = a.item_id AND v.valid_to IS NULL;
COMMENT ON VIEW "公开"."附件" IS '附件: files of items';
COMMENT ON COLUMN "公开"."附件"."附件标识" IS 'catalogue.attachment.attachment_id';
COMMENT ON COLUMN "公开"."附件"."信息标识" IS 'catalogue.attachment.item_id';
COMMENT ON COLUMN "公开"."附件"."标题" IS 'title of the item';
COMMENT ON COLUMN "公开"."附件"."公开主体" IS 'unit of the item';
COMMENT ON COLUMN "公开"."附件"."顺序" IS 'catalogue.attachment.position';
COMMENT ON COLUMN "公开"."附件"."文件名" IS 'catalogue.attachment.file_name';
COMMENT ON COLUMN "公开"."附件"."文件类型" IS 'catalogue.attachment.media_type';
COMMENT ON COLUMN "公开"."附件"."文件大小" IS 'catalogue.attachment.byte_size';
COMMENT ON COLUMN "公开"."附件"."网址" IS 'catalogue.attachment.url';
COMMENT ON COLUMN "公开"."附件"."文件摘要" IS 'catalogue.attachment.sha256';
COMMENT ON COLUMN "公开"."附件"."文本" IS 'catalogue.attachment.text';
COMMENT ON COLUMN "公开"."附件"."说明" IS 'catalogue.attachment.note';
COMMENT ON COLUMN "公开"."附件"."首次采集时间" IS 'catalogue.attachment.first_seen_at';
COMMENT ON COLUMN "公开"."附件"."撤下时间" IS 'catalogue.attachment.withdrawn_at';

CREATE VIEW "公开"."部门预决算" AS
SELECT b.item_id AS "信息标识", b.unit_name AS "单位名称", b.unit_level AS "单位层级", b.fiscal_year AS "年度",
    CASE b.stage WHEN 'budget' THEN '预算' WHEN 'final' THEN '决算' ELSE b.stage END AS "阶段",
    b.table_name AS "表名", b.row_label AS "项目", b.function_code AS "功能科目编码", b.function_name AS "功能科目名称",
    b.economic_code AS "经济科目编码", b.economic_name AS "经济科目名称", b.measure AS "栏目",
    b.amount_yuan AS "金额", b.sheet_or_page AS "工作表或页码", b.cell AS "单元格"
FROM finance.budget_line AS b;
COMMENT ON VIEW "公开"."部门预决算" IS '部门预决算: budgets and final accounts, one amount a row';
COMMENT ON COLUMN "公开"."部门预决算"."信息标识" IS 'finance.budget_line.item_id';
COMMENT ON COLUMN "公开"."部门预决算"."单位名称" IS 'finance.budget_line.unit_name';
COMMENT ON COLUMN "公开"."部门预决算"."单位层级" IS 'finance.budget_line.unit_level';
COMMENT ON COLUMN "公开"."部门预决算"."年度" IS 'finance.budget_line.fiscal_year';
COMMENT ON COLUMN "公开"."部门预决算"."阶段" IS 'finance.budget_line.stage in words';
COMMENT ON COLUMN "公开"."部门预决算"."表名" IS 'finance.budget_line.table_name';
COMMENT ON COLUMN "公开"."部门预决算"."项目" IS 'finance.budget_line.row_label';
COMMENT ON COLUMN "公开"."部门预决算"."功能科目编码" IS 'finance.budget_line.function_code';
COMMENT ON COLUMN "公开"."部门预决算"."功能科目名称" IS 'finance.budget_line.function_name';
COMMENT ON COLUMN "公开"."部门预决算"."经济科目编码" IS 'finance.budget_line.economic_code';
COMMENT ON COLUMN "公开"."部门预决算"."经济科目名称" IS 'finance.budget_line.economic_name';
COMMENT ON COLUMN "公开"."部门预决算"."栏目" IS 'finance.budget_line.measure';
COMMENT ON COLUMN "公开"."部门预决算"."金额" IS 'finance.budget_line.amount_yuan, in yuan';
COMMENT ON COLUMN "公开"."部门预决算"."工作表或页码" IS 'finance.budget_line.sheet_or_page';
COMMENT ON COLUMN "公开"."部门预决算"."单元格" IS 'finance.budget_line.cell';

CREATE VIEW "公开"."政府债务" AS
SELECT d.item_id AS "信息标识", d.fiscal_year AS "年度",
    CASE d.stage WHEN 'budget' THEN '预算数' WHEN 'execution' THEN '执行数' ELSE d.stage END AS "阶段",
    d.scope AS "范围", d.debt_kind AS "债务类别",
    CASE d.measure WHEN 'limit' THEN '限额' WHEN 'balance' THEN '余额' WHEN 'issue' THEN '发行额'
        WHEN 'refinancing' THEN '再融资' WHEN 'principal' THEN '还本' WHEN 'interest' THEN '付息'
        ELSE d.measure END AS "指标",
    d.row_label AS "项目", d.amount_yuan AS "金额", d.sheet_or_page AS "工作表或页码", d.cell AS "单元格"
FROM finance.debt_amount AS d;
COMMENT ON VIEW "公开"."政府债务" IS '政府债务: limits, balances, issue and repayment';
COMMENT ON COLUMN "公开"."政府债务"."信息标识" IS 'finance.debt_amount.item_id';
COMMENT ON COLUMN "公开"."政府债务"."年度" IS 'finance.debt_amount.fiscal_year';
COMMENT ON COLUMN "公开"."政府债务"."阶段" IS 'finance.debt_amount.stage in words';
COMMENT ON COLUMN "公开"."政府债务"."范围" IS 'finance.debt_amount.scope';
COMMENT ON COLUMN "公开"."政府债务"."债务类别" IS 'finance.debt_amount.debt_kind';
COMMENT ON COLUMN "公开"."政府债务"."指标" IS 'finance.debt_amount.measure in words';
COMMENT ON COLUMN "公开"."政府债务"."项目" IS 'finance.debt_amount.row_label';
COMMENT ON COLUMN "公开"."政府债务"."金额" IS 'finance.debt_amount.amount_yuan, in yuan';
COMMENT ON COLUMN "公开"."政府债务"."工作表或页码" IS 'finance.debt_amount.sheet_or_page';
COMMENT ON COLUMN "公开"."政府债务"."单元格" IS 'finance.debt_amount.cell';

CREATE VIEW "公开"."补贴发放" AS
SELECT s.item_id AS "信息标识", s.programme AS "补贴项目", s.fiscal_year AS "年度", s.batch AS "批次",
    s.township AS "乡镇", s.village AS "村", s.payee AS "领款人", s.quantity AS "数量", s.quantity_unit AS "数量单位",
    s.standard_yuan AS "补贴标准", s.amount_yuan AS "金额", s.paid_on AS "发放日期",
    s.publicity_from AS "公示开始日期", s.publicity_to AS "公示结束日期",
    s.sheet_or_page AS "工作表或页码", s.cell AS "单元格"
FROM finance.subsidy_payment AS s;
COMMENT ON VIEW "公开"."补贴发放" IS '补贴发放: payments, payees masked';
COMMENT ON COLUMN "公开"."补贴发放"."信息标识" IS 'finance.subsidy_payment.item_id';
COMMENT ON COLUMN "公开"."补贴发放"."补贴项目" IS 'finance.subsidy_payment.programme';
COMMENT ON COLUMN "公开"."补贴发放"."年度" IS 'finance.subsidy_payment.fiscal_year';
COMMENT ON COLUMN "公开"."补贴发放"."批次" IS 'finance.subsidy_payment.batch';
COMMENT ON COLUMN "公开"."补贴发放"."乡镇" IS 'finance.subsidy_payment.township';
COMMENT ON COLUMN "公开"."补贴发放"."村" IS 'finance.subsidy_payment.village';
COMMENT ON COLUMN "公开"."补贴发放"."领款人" IS 'finance.subsidy_payment.payee, masked';
COMMENT ON COLUMN "公开"."补贴发放"."数量" IS 'finance.subsidy_payment.quantity';
COMMENT ON COLUMN "公开"."补贴发放"."数量单位" IS 'finance.subsidy_payment.quantity_unit';
COMMENT ON COLUMN "公开"."补贴发放"."补贴标准" IS 'finance.subsidy_payment.standard_yuan, in yuan';
COMMENT ON COLUMN "公开"."补贴发放"."金额" IS 'finance.subsidy_payment.amount_yuan, in yuan';
COMMENT ON COLUMN "公开"."补贴发放"."发放日期" IS 'finance.subsidy_payment.paid_on';
COMMENT ON COLUMN "公开"."补贴发放"."公示开始日期" IS 'finance.subsidy_payment.publicity_from';
COMMENT ON COLUMN "公开"."补贴发放"."公示结束日期" IS 'finance.subsidy_payment.publicity_to';
COMMENT ON COLUMN "公开"."补贴发放"."工作表或页码" IS 'finance.subsidy_payment.sheet_or_page';
COMMENT ON COLUMN "公开"."补贴发放"."单元格" IS 'finance.subsidy_payment.cell';

CREATE VIEW "公开"."报送回执" AS
SELECT coalesce(t.name, d.target_id) AS "报送对象", d.seq AS "序号", d.item_id AS "信息标识", d.version AS "版本号",
    CASE d.operation WHEN 'upsert' THEN '新增或更新' ELSE '撤下' END AS "操作", d.batch_id AS "报送批次",
    CASE d.state WHEN 'pending' THEN '待报送' WHEN 'sent' THEN '已报送' WHEN 'accepted' THEN '已接收'
        WHEN 'rejected' THEN '被退回' ELSE '待确认' END AS "状态",
    d.attempts AS "报送次数", d.receipt_number AS "回执号", d.code AS "回执代码", d.message AS "回执说明", d."at" AS "时间"
FROM exchange.delivery AS d
LEFT JOIN exchange.target AS t ON t.target_id = d.target_id;
COMMENT ON VIEW "公开"."报送回执" IS '报送回执: what became of each delivery';
COMMENT ON COLUMN "公开"."报送回执"."报送对象" IS 'exchange.target.name';
COMMENT ON COLUMN "公开"."报送回执"."序号" IS 'exchange.delivery.seq';
COMMENT ON COLUMN "公开"."报送回执"."信息标识" IS 'exchange.delivery.item_id';
COMMENT ON COLUMN "公开"."报送回执"."版本号" IS 'exchange.delivery.version';
COMMENT ON COLUMN "公开"."报送回执"."操作" IS 'exchange.delivery.operation in words';
COMMENT ON COLUMN "公开"."报送回执"."报送批次" IS 'exchange.delivery.batch_id';
COMMENT ON COLUMN "公开"."报送回执"."状态" IS 'exchange.delivery.state in words';
COMMENT ON COLUMN "公开"."报送回执"."报送次数" IS 'exchange.delivery.attempts';
COMMENT ON COLUMN "公开"."报送回执"."回执号" IS 'exchange.delivery.receipt_number';
COMMENT ON COLUMN "公开"."报送回执"."回执代码" IS 'exchange.delivery.code';
COMMENT ON COLUMN "公开"."报送回执"."回执说明" IS 'exchange.delivery.message';
COMMENT ON COLUMN "公开"."报送回执"."时间" IS 'exchange.delivery.at';

CREATE VIEW "公开"."问题清单" AS
SELECT f.check_id AS "检查项",
    CASE f.severity WHEN 'fatal' THEN '致命' WHEN 'error' THEN '错误' WHEN 'warning' THEN '警告' ELSE '提示' END
        AS "严重程度",
    u.name AS "公开主体", f.source_id AS "信息源", f.item_id AS "信息标识", v.title AS "标题", v.url AS "网址",
    f.message AS "说明", f.evidence AS "依据", f.clause AS "条款",
    f.first_seen_at AS "首次发现时间", f.last_seen_at AS "最近发现时间", f.closed_at AS "解决时间"
FROM operations.finding AS f
LEFT JOIN catalogue.item_version AS v ON v.item_id = f.item_id AND v.valid_to IS NULL
LEFT JOIN catalogue.source AS s ON s.source_id = f.source_id
LEFT JOIN catalogue.unit AS u ON u.unit_id = coalesce(f.unit_id, v.unit_id, s.unit_id);
COMMENT ON VIEW "公开"."问题清单" IS '问题清单: what needs a hand, solved ones included';
COMMENT ON COLUMN "公开"."问题清单"."检查项" IS 'operations.finding.check_id';
COMMENT ON COLUMN "公开"."问题清单"."严重程度" IS 'operations.finding.severity in words';
COMMENT ON COLUMN "公开"."问题清单"."公开主体" IS 'unit the finding, its item or its source is of';
COMMENT ON COLUMN "公开"."问题清单"."信息源" IS 'operations.finding.source_id';
COMMENT ON COLUMN "公开"."问题清单"."信息标识" IS 'operations.finding.item_id';
COMMENT ON COLUMN "公开"."问题清单"."标题" IS 'title of the item';
COMMENT ON COLUMN "公开"."问题清单"."网址" IS 'address of the item';
COMMENT ON COLUMN "公开"."问题清单"."说明" IS 'operations.finding.message';
COMMENT ON COLUMN "公开"."问题清单"."依据" IS 'operations.finding.evidence';
COMMENT ON COLUMN "公开"."问题清单"."条款" IS 'operations.finding.clause';
COMMENT ON COLUMN "公开"."问题清单"."首次发现时间" IS 'operations.finding.first_seen_at';
COMMENT ON COLUMN "公开"."问题清单"."最近发现时间" IS 'operations.finding.last_seen_at';
COMMENT ON COLUMN "公开"."问题清单"."解决时间" IS 'operations.finding.closed_at';
