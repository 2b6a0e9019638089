-- Budgets, debt, direct funds and subsidies (财政信息): tidy, one amount a row, each with the cell it was printed in.

CREATE SCHEMA finance;

CREATE TABLE finance.budget_line (
    item_id VARCHAR NOT NULL, attachment_id VARCHAR, sheet_or_page VARCHAR NOT NULL, cell VARCHAR NOT NULL,
    unit_id VARCHAR, unit_name VARCHAR, unit_level VARCHAR, fiscal_year INTEGER, stage VARCHAR,
    table_code VARCHAR, table_name VARCHAR, row_number INTEGER, row_label VARCHAR,
    function_code VARCHAR, function_name VARCHAR, economic_code VARCHAR, economic_name VARCHAR,
    measure VARCHAR, amount_yuan DECIMAL(18,2), printed_amount VARCHAR, printed_unit VARCHAR
);
COMMENT ON TABLE finance.budget_line IS '部门预决算: budgets and final accounts, one amount a row';
COMMENT ON COLUMN finance.budget_line.item_id IS '信息标识: item it was published in';
COMMENT ON COLUMN finance.budget_line.attachment_id IS '附件标识: file it was printed in; NULL where it stands in the page';
COMMENT ON COLUMN finance.budget_line.sheet_or_page IS '工作表或页码: sheet name or page number';
COMMENT ON COLUMN finance.budget_line.cell IS '单元格: cell the amount was printed in';
COMMENT ON COLUMN finance.budget_line.unit_id IS '单位代号: unit the amount is of';
COMMENT ON COLUMN finance.budget_line.unit_name IS '单位名称: unit as printed';
COMMENT ON COLUMN finance.budget_line.unit_level IS '单位层级: 部门 or 单位';
COMMENT ON COLUMN finance.budget_line.fiscal_year IS '年度: fiscal year';
COMMENT ON COLUMN finance.budget_line.stage IS '阶段: budget (预算) or final (决算)';
COMMENT ON COLUMN finance.budget_line.table_code IS '表号: which of the prescribed tables';
COMMENT ON COLUMN finance.budget_line.table_name IS '表名: name of the table as printed';
COMMENT ON COLUMN finance.budget_line.row_number IS '行次: row of the table, from 1';
COMMENT ON COLUMN finance.budget_line.row_label IS '项目: label of the row as printed';
COMMENT ON COLUMN finance.budget_line.function_code IS '功能分类科目编码: 类, 款 or 项, 3, 5 or 7 digits';
COMMENT ON COLUMN finance.budget_line.function_name IS '功能分类科目名称: as printed';
COMMENT ON COLUMN finance.budget_line.economic_code IS '经济分类科目编码: 3 or 5 digits';
COMMENT ON COLUMN finance.budget_line.economic_name IS '经济分类科目名称: as printed';
COMMENT ON COLUMN finance.budget_line.measure IS '栏目: column of the table the amount stands in';
COMMENT ON COLUMN finance.budget_line.amount_yuan IS '金额(元): amount in yuan';
COMMENT ON COLUMN finance.budget_line.printed_amount IS '原文金额: amount as printed';
COMMENT ON COLUMN finance.budget_line.printed_unit IS '原文单位: 元, 万元 or 亿元';

CREATE TABLE finance.debt_amount (
    item_id VARCHAR NOT NULL, attachment_id VARCHAR, sheet_or_page VARCHAR NOT NULL, cell VARCHAR NOT NULL,
    unit_id VARCHAR, fiscal_year INTEGER, stage VARCHAR, scope VARCHAR, debt_kind VARCHAR, measure VARCHAR,
    table_name VARCHAR, row_label VARCHAR, formula_label VARCHAR,
    amount_yuan DECIMAL(18,2), printed_amount VARCHAR, printed_unit VARCHAR
);
COMMENT ON TABLE finance.debt_amount IS '政府债务: limits, balances, issue and repayment, one amount a row';
COMMENT ON COLUMN finance.debt_amount.item_id IS '信息标识: item it was published in';
COMMENT ON COLUMN finance.debt_amount.attachment_id IS '附件标识: file it was printed in; NULL where it stands in the page';
COMMENT ON COLUMN finance.debt_amount.sheet_or_page IS '工作表或页码: sheet name or page number';
COMMENT ON COLUMN finance.debt_amount.cell IS '单元格: cell the amount was printed in';
COMMENT ON COLUMN finance.debt_amount.unit_id IS '单位代号: unit the amount is of';
COMMENT ON COLUMN finance.debt_amount.fiscal_year IS '年度: fiscal year';
COMMENT ON COLUMN finance.debt_amount.stage IS '阶段: budget (预算数) or execution (执行数)';
COMMENT ON COLUMN finance.debt_amount.scope IS '范围: 本地区, 本级 or 下级';
COMMENT ON COLUMN finance.debt_amount.debt_kind IS '债务类别: 一般, 专项 or 合计';
COMMENT ON COLUMN finance.debt_amount.measure IS '指标: limit, balance, issue, refinancing, principal or interest';
COMMENT ON COLUMN finance.debt_amount.table_name IS '表名: name of the table as printed';
COMMENT ON COLUMN finance.debt_amount.row_label IS '项目: label of the row as printed';
COMMENT ON COLUMN finance.debt_amount.formula_label IS '公式: formula letters as printed, such as A=B+C';
COMMENT ON COLUMN finance.debt_amount.amount_yuan IS '金额(元): amount in yuan';
COMMENT ON COLUMN finance.debt_amount.printed_amount IS '原文金额: amount as printed';
COMMENT ON COLUMN finance.debt_amount.printed_unit IS '原文单位: 元, 万元 or 亿元';

CREATE TABLE finance.bond (
    item_id VARCHAR NOT NULL, attachment_id VARCHAR, sheet_or_page VARCHAR NOT NULL, cell VARCHAR NOT NULL,
    unit_id VARCHAR, bond_code VARCHAR, bond_name VARCHAR, debt_kind VARCHAR, nature VARCHAR, term_years DECIMAL(6,2),
    rate_percent DECIMAL(8,4), issued_on DATE, matures_on DATE, project VARCHAR, repayment_source VARCHAR,
    amount_yuan DECIMAL(18,2), printed_amount VARCHAR, printed_unit VARCHAR
);
COMMENT ON TABLE finance.bond IS '政府债券: bonds in being, one a row';
COMMENT ON COLUMN finance.bond.item_id IS '信息标识: item it was published in';
COMMENT ON COLUMN finance.bond.attachment_id IS '附件标识: file it was printed in; NULL where it stands in the page';
COMMENT ON COLUMN finance.bond.sheet_or_page IS '工作表或页码: sheet name or page number';
COMMENT ON COLUMN finance.bond.cell IS '单元格: cell the amount was printed in';
COMMENT ON COLUMN finance.bond.unit_id IS '单位代号: unit that uses the money';
COMMENT ON COLUMN finance.bond.bond_code IS '债券编码: code of the bond';
COMMENT ON COLUMN finance.bond.bond_name IS '债券名称: name of the bond';
COMMENT ON COLUMN finance.bond.debt_kind IS '债券类型: 一般 or 专项';
COMMENT ON COLUMN finance.bond.nature IS '债券性质: 新增, 置换 or 再融资';
COMMENT ON COLUMN finance.bond.term_years IS '期限(年): term in years';
COMMENT ON COLUMN finance.bond.rate_percent IS '利率(%): interest a year';
COMMENT ON COLUMN finance.bond.issued_on IS '发行日期: day of issue';
COMMENT ON COLUMN finance.bond.matures_on IS '到期日期: day of maturity';
COMMENT ON COLUMN finance.bond.project IS '项目: what the money is for';
COMMENT ON COLUMN finance.bond.repayment_source IS '偿债资金来源: what it is repaid from';
COMMENT ON COLUMN finance.bond.amount_yuan IS '发行规模(元): face value in yuan';
COMMENT ON COLUMN finance.bond.printed_amount IS '原文金额: amount as printed';
COMMENT ON COLUMN finance.bond.printed_unit IS '原文单位: 元, 万元 or 亿元';

CREATE TABLE finance.direct_fund (
    item_id VARCHAR NOT NULL, attachment_id VARCHAR, sheet_or_page VARCHAR NOT NULL, cell VARCHAR NOT NULL,
    unit_id VARCHAR, fiscal_year INTEGER, programme VARCHAR, source_level VARCHAR, cut_off_on DATE, measure VARCHAR,
    amount_yuan DECIMAL(18,2), printed_amount VARCHAR, printed_unit VARCHAR
);
COMMENT ON TABLE finance.direct_fund IS '财政直达资金: allocation, release and use, one amount a row';
COMMENT ON COLUMN finance.direct_fund.item_id IS '信息标识: item it was published in';
COMMENT ON COLUMN finance.direct_fund.attachment_id IS '附件标识: file it was printed in; NULL where it stands in the page';
COMMENT ON COLUMN finance.direct_fund.sheet_or_page IS '工作表或页码: sheet name or page number';
COMMENT ON COLUMN finance.direct_fund.cell IS '单元格: cell the amount was printed in';
COMMENT ON COLUMN finance.direct_fund.unit_id IS '单位代号: unit that uses the money';
COMMENT ON COLUMN finance.direct_fund.fiscal_year IS '年度: fiscal year';
COMMENT ON COLUMN finance.direct_fund.programme IS '资金项目: programme as printed';
COMMENT ON COLUMN finance.direct_fund.source_level IS '资金来源: 中央, 省, 市 or 县';
COMMENT ON COLUMN finance.direct_fund.cut_off_on IS '截止日期: day the figures are of';
COMMENT ON COLUMN finance.direct_fund.measure IS '指标: total, allocated, released or spent';
COMMENT ON COLUMN finance.direct_fund.amount_yuan IS '金额(元): amount in yuan';
COMMENT ON COLUMN finance.direct_fund.printed_amount IS '原文金额: amount as printed';
COMMENT ON COLUMN finance.direct_fund.printed_unit IS '原文单位: 元, 万元 or 亿元';

CREATE TABLE finance.subsidy_programme (
    item_id VARCHAR NOT NULL, attachment_id VARCHAR, sheet_or_page VARCHAR NOT NULL, cell VARCHAR NOT NULL,
    programme VARCHAR, fiscal_year INTEGER, basis VARCHAR, standard VARCHAR, target_group VARCHAR, department VARCHAR,
    telephone VARCHAR, amount_yuan DECIMAL(18,2), printed_amount VARCHAR, printed_unit VARCHAR
);
COMMENT ON TABLE finance.subsidy_programme IS '惠民惠农补贴项目: subsidy programmes';
COMMENT ON COLUMN finance.subsidy_programme.item_id IS '信息标识: item it was published in';
COMMENT ON COLUMN finance.subsidy_programme.attachment_id IS '附件标识: file it was printed in; NULL where it stands in the page';
COMMENT ON COLUMN finance.subsidy_programme.sheet_or_page IS '工作表或页码: sheet name or page number';
COMMENT ON COLUMN finance.subsidy_programme.cell IS '单元格: cell the programme was printed in';
COMMENT ON COLUMN finance.subsidy_programme.programme IS '补贴项目: name of the programme';
COMMENT ON COLUMN finance.subsidy_programme.fiscal_year IS '年度: fiscal year';
COMMENT ON COLUMN finance.subsidy_programme.basis IS '政策依据: document it rests on';
COMMENT ON COLUMN finance.subsidy_programme.standard IS '补贴标准: rate in words';
COMMENT ON COLUMN finance.subsidy_programme.target_group IS '补贴对象: who is entitled';
COMMENT ON COLUMN finance.subsidy_programme.department IS '主管部门: department in charge';
COMMENT ON COLUMN finance.subsidy_programme.telephone IS '咨询监督电话: landline of the office';
COMMENT ON COLUMN finance.subsidy_programme.amount_yuan IS '资金总额(元): total in yuan, where printed';
COMMENT ON COLUMN finance.subsidy_programme.printed_amount IS '原文金额: amount as printed';
COMMENT ON COLUMN finance.subsidy_programme.printed_unit IS '原文单位: 元, 万元 or 亿元';

CREATE TABLE finance.subsidy_payment (
    item_id VARCHAR NOT NULL, attachment_id VARCHAR, sheet_or_page VARCHAR NOT NULL, cell VARCHAR NOT NULL,
    programme VARCHAR, fiscal_year INTEGER, batch VARCHAR, township VARCHAR, township_code VARCHAR,
    village VARCHAR, village_code VARCHAR, payee VARCHAR, payee_key VARCHAR,
    quantity DECIMAL(18,4), quantity_unit VARCHAR, standard_yuan DECIMAL(18,4), paid_on DATE,
    publicity_from DATE, publicity_to DATE,
    amount_yuan DECIMAL(18,2), printed_amount VARCHAR, printed_unit VARCHAR
);
COMMENT ON TABLE finance.subsidy_payment IS '补贴发放: payments, one a row, payees masked';
COMMENT ON COLUMN finance.subsidy_payment.item_id IS '信息标识: item it was published in';
COMMENT ON COLUMN finance.subsidy_payment.attachment_id IS '附件标识: file it was printed in; NULL where it stands in the page';
COMMENT ON COLUMN finance.subsidy_payment.sheet_or_page IS '工作表或页码: sheet name or page number';
COMMENT ON COLUMN finance.subsidy_payment.cell IS '单元格: cell the amount was printed in';
COMMENT ON COLUMN finance.subsidy_payment.programme IS '补贴项目: name of the programme';
COMMENT ON COLUMN finance.subsidy_payment.fiscal_year IS '年度: fiscal year';
COMMENT ON COLUMN finance.subsidy_payment.batch IS '批次: batch of payment as printed';
COMMENT ON COLUMN finance.subsidy_payment.township IS '乡镇: township';
COMMENT ON COLUMN finance.subsidy_payment.township_code IS '乡镇代码: 9 digits';
COMMENT ON COLUMN finance.subsidy_payment.village IS '村(社区): village or community';
COMMENT ON COLUMN finance.subsidy_payment.village_code IS '村(社区)代码: 12 digits';
COMMENT ON COLUMN finance.subsidy_payment.payee IS '领款人: surname and mask';
COMMENT ON COLUMN finance.subsidy_payment.payee_key IS '领款人摘要: keyed hash that finds the same payee twice';
COMMENT ON COLUMN finance.subsidy_payment.quantity IS '数量: area, heads or months';
COMMENT ON COLUMN finance.subsidy_payment.quantity_unit IS '数量单位: 亩, 头, 月 …';
COMMENT ON COLUMN finance.subsidy_payment.standard_yuan IS '补贴标准(元): yuan for each unit of quantity';
COMMENT ON COLUMN finance.subsidy_payment.paid_on IS '发放日期: day of payment';
COMMENT ON COLUMN finance.subsidy_payment.publicity_from IS '公示开始日期: first day of publicity';
COMMENT ON COLUMN finance.subsidy_payment.publicity_to IS '公示结束日期: last day of publicity';
COMMENT ON COLUMN finance.subsidy_payment.amount_yuan IS '发放金额(元): amount in yuan';
COMMENT ON COLUMN finance.subsidy_payment.printed_amount IS '原文金额: amount as printed';
COMMENT ON COLUMN finance.subsidy_payment.printed_unit IS '原文单位: 元, 万元 or 亿元';
