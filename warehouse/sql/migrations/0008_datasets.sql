-- Which files were read into the finance tables by which reader, and what their identities gave (勾稽核对).

CREATE TABLE finance.reading (
    item_id VARCHAR NOT NULL, attachment_id VARCHAR, kind VARCHAR NOT NULL, reader_version INTEGER NOT NULL,
    digest VARCHAR NOT NULL, record_count INTEGER NOT NULL, note VARCHAR, run_id VARCHAR NOT NULL
);
COMMENT ON TABLE finance.reading IS '数据集读取记录: files and page bodies that were read into the finance tables';
COMMENT ON COLUMN finance.reading.item_id IS '信息标识: item the file belongs to';
COMMENT ON COLUMN finance.reading.attachment_id IS '附件标识: file; NULL for the tables in the page itself';
COMMENT ON COLUMN finance.reading.kind IS '数据集: budget, debt, direct_fund or subsidy';
COMMENT ON COLUMN finance.reading.reader_version IS '读取程序版本: version of the reader; a newer one reads again';
COMMENT ON COLUMN finance.reading.digest IS '内容摘要: hash of the file and of what the reader was told of it';
COMMENT ON COLUMN finance.reading.record_count IS '记录数: rows written into the finance tables';
COMMENT ON COLUMN finance.reading.note IS '说明: why nothing was read; NULL where it was';
COMMENT ON COLUMN finance.reading.run_id IS '运行批次: run that read it';

CREATE TABLE finance.reading_finding (
    item_id VARCHAR NOT NULL, attachment_id VARCHAR, kind VARCHAR NOT NULL, check_id VARCHAR NOT NULL,
    severity VARCHAR NOT NULL, message VARCHAR NOT NULL, sheet_or_page VARCHAR, cell VARCHAR, evidence VARCHAR,
    clause VARCHAR
);
COMMENT ON TABLE finance.reading_finding IS '读取问题: what a reader had to say of a file beside its records';
COMMENT ON COLUMN finance.reading_finding.item_id IS '信息标识: item the file belongs to';
COMMENT ON COLUMN finance.reading_finding.attachment_id IS '附件标识: file; NULL for the page itself';
COMMENT ON COLUMN finance.reading_finding.kind IS '数据集: reader that said it';
COMMENT ON COLUMN finance.reading_finding.check_id IS '检查项: which check';
COMMENT ON COLUMN finance.reading_finding.severity IS '严重程度: info, warning, error or fatal';
COMMENT ON COLUMN finance.reading_finding.message IS '说明: what, where, what to change';
COMMENT ON COLUMN finance.reading_finding.sheet_or_page IS '工作表或页码: sheet name or page number';
COMMENT ON COLUMN finance.reading_finding.cell IS '单元格: cell it speaks of';
COMMENT ON COLUMN finance.reading_finding.evidence IS '依据: what it rests on, masked';
COMMENT ON COLUMN finance.reading_finding.clause IS '条款: clause it stands on, with its mark';

CREATE TABLE finance.check_result (
    item_id VARCHAR NOT NULL, attachment_id VARCHAR, kind VARCHAR NOT NULL, rule_id VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL, place VARCHAR NOT NULL, expected DECIMAL(18,2), found DECIMAL(18,2),
    tolerance DECIMAL(18,2), cells VARCHAR[], suspect VARCHAR, message VARCHAR, clause VARCHAR
);
COMMENT ON TABLE finance.check_result IS '勾稽结果: each identity held against each file: passed, failed, or not testable and why';
COMMENT ON COLUMN finance.check_result.item_id IS '信息标识: item the file belongs to';
COMMENT ON COLUMN finance.check_result.attachment_id IS '附件标识: file; NULL for the page itself';
COMMENT ON COLUMN finance.check_result.kind IS '数据集: budget, debt, direct_fund or subsidy';
COMMENT ON COLUMN finance.check_result.rule_id IS '规则: rule of schemas/data/finance_rules.toml';
COMMENT ON COLUMN finance.check_result.verdict IS '结论: pass, fail or not_testable';
COMMENT ON COLUMN finance.check_result.place IS '位置: table, row and column that were tested';
COMMENT ON COLUMN finance.check_result.expected IS '应为(元): what the other cells say';
COMMENT ON COLUMN finance.check_result.found IS '实为(元): what is printed';
COMMENT ON COLUMN finance.check_result.tolerance IS '容差(元): how far rounding alone may part the two';
COMMENT ON COLUMN finance.check_result.cells IS '单元格: cells the identity joins, the one that was found first';
COMMENT ON COLUMN finance.check_result.suspect IS '疑点单元格: cell that explains the most failures at once';
COMMENT ON COLUMN finance.check_result.message IS '说明: why it failed or could not be tested';
COMMENT ON COLUMN finance.check_result.clause IS '条款: clause of the rule, with its mark';

COMMENT ON COLUMN operations.finding.origin IS '发现环节: harvest, merge, datasets, check or push';

CREATE VIEW "公开"."勾稽核对" AS
SELECT c.item_id AS "信息标识", v.unit_name AS "公开主体", v.title AS "标题", a.file_name AS "文件名",
    c.rule_id AS "规则", CASE c.verdict WHEN 'pass' THEN '相符' WHEN 'fail' THEN '不符' ELSE '无法核对' END AS "结论",
    c.place AS "位置", c.expected AS "应为", c.found AS "实为", c.cells AS "单元格", c.suspect AS "疑点单元格",
    c.message AS "说明", c.clause AS "条款"
FROM finance.check_result AS c
LEFT JOIN catalogue.item_version AS v ON v.item_id = c.item_id AND v.valid_to IS NULL
LEFT JOIN catalogue.attachment AS a ON a.attachment_id = c.attachment_id;
COMMENT ON VIEW "公开"."勾稽核对" IS '勾稽核对: what the identities of the finance tables gave, file by file';
COMMENT ON COLUMN "公开"."勾稽核对"."信息标识" IS 'finance.check_result.item_id';
COMMENT ON COLUMN "公开"."勾稽核对"."公开主体" IS 'unit of the item';
COMMENT ON COLUMN "公开"."勾稽核对"."标题" IS 'title of the item';
COMMENT ON COLUMN "公开"."勾稽核对"."文件名" IS 'name of the file';
COMMENT ON COLUMN "公开"."勾稽核对"."规则" IS 'finance.check_result.rule_id';
COMMENT ON COLUMN "公开"."勾稽核对"."结论" IS 'finance.check_result.verdict in words';
COMMENT ON COLUMN "公开"."勾稽核对"."位置" IS 'finance.check_result.place';
COMMENT ON COLUMN "公开"."勾稽核对"."应为" IS 'finance.check_result.expected, in yuan';
COMMENT ON COLUMN "公开"."勾稽核对"."实为" IS 'finance.check_result.found, in yuan';
COMMENT ON COLUMN "公开"."勾稽核对"."单元格" IS 'finance.check_result.cells';
COMMENT ON COLUMN "公开"."勾稽核对"."疑点单元格" IS 'finance.check_result.suspect';
COMMENT ON COLUMN "公开"."勾稽核对"."说明" IS 'finance.check_result.message';
COMMENT ON COLUMN "公开"."勾稽核对"."条款" IS 'finance.check_result.clause';
