-- The tables of annual reports, cell by cell (年度报告).

CREATE TABLE governance.annual_report_cell (
    item_id VARCHAR NOT NULL, attachment_id VARCHAR, sheet_or_page VARCHAR NOT NULL, cell VARCHAR NOT NULL,
    unit_id VARCHAR, unit_name VARCHAR, report_year INTEGER, form_version VARCHAR NOT NULL, table_number INTEGER NOT NULL,
    row_code VARCHAR NOT NULL, row_label VARCHAR NOT NULL, column_code VARCHAR NOT NULL, column_label VARCHAR NOT NULL,
    state VARCHAR NOT NULL, value DECIMAL(18,6), printed VARCHAR, unit VARCHAR NOT NULL
);
COMMENT ON TABLE governance.annual_report_cell IS '年度报告表格: the tables of annual reports, one cell a row';
COMMENT ON COLUMN governance.annual_report_cell.item_id IS '信息标识: report';
COMMENT ON COLUMN governance.annual_report_cell.attachment_id IS '附件标识: file it was printed in; NULL where it stands in the page';
COMMENT ON COLUMN governance.annual_report_cell.sheet_or_page IS '工作表或页码: sheet, page or table';
COMMENT ON COLUMN governance.annual_report_cell.cell IS '单元格: cell';
COMMENT ON COLUMN governance.annual_report_cell.unit_id IS '单位代号: unit whose column the report is in';
COMMENT ON COLUMN governance.annual_report_cell.unit_name IS '单位名称: name of that unit';
COMMENT ON COLUMN governance.annual_report_cell.report_year IS '报告年度: year it reports on';
COMMENT ON COLUMN governance.annual_report_cell.form_version IS '格式版本: 2021, or 2019 for the form before';
COMMENT ON COLUMN governance.annual_report_cell.table_number IS '部分: 2 主动公开, 3 依申请公开, 4 复议诉讼';
COMMENT ON COLUMN governance.annual_report_cell.row_code IS '行代号: row of the form';
COMMENT ON COLUMN governance.annual_report_cell.row_label IS '行名: its official label';
COMMENT ON COLUMN governance.annual_report_cell.column_code IS '列代号: column of the form';
COMMENT ON COLUMN governance.annual_report_cell.column_label IS '列名: its official label';
COMMENT ON COLUMN governance.annual_report_cell.state IS '填报状态: numeric, zero, empty 空白, na 不适用 or text';
COMMENT ON COLUMN governance.annual_report_cell.value IS '数值: number of cases, or 万元; NULL where none is printed';
COMMENT ON COLUMN governance.annual_report_cell.printed IS '原文: as printed';
COMMENT ON COLUMN governance.annual_report_cell.unit IS '计量单位: 件 or 万元';

CREATE VIEW "公开"."年度报告数据" AS
SELECT v.unit_name AS "公开主体", c.report_year AS "年度", c.table_number AS "部分", c.row_label AS "行", c.column_label AS "列",
    c.value AS "数值", CASE c.state WHEN 'empty' THEN '空白' WHEN 'na' THEN '不适用' WHEN 'text' THEN '文字' WHEN 'zero' THEN '零'
        ELSE '数字' END AS "填报状态", c.printed AS "原文", c.cell AS "单元格", v.title AS "标题", c.item_id AS "信息标识"
FROM governance.annual_report_cell AS c
JOIN catalogue.item_version AS v ON v.item_id = c.item_id AND v.valid_to IS NULL;
COMMENT ON VIEW "公开"."年度报告数据" IS '年度报告三张表的每一格：空白、零、不适用和文字分开';
COMMENT ON COLUMN "公开"."年度报告数据"."公开主体" IS 'unit of the item';
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
