-- Debt by region, shares of direct funds, levels of subsidy payments, and the places they name (行政区划).

ALTER TABLE finance.debt_amount ADD COLUMN region VARCHAR;
COMMENT ON COLUMN finance.debt_amount.region IS '地区: region of the row as printed; NULL where the table has no rows by region';
COMMENT ON COLUMN finance.debt_amount.stage IS '阶段: budget (预算数) or execution (执行数, 决算数)';
COMMENT ON COLUMN finance.debt_amount.measure IS '指标: limit, limit_new, limit_advance, balance, issue, issue_new, issue_bonds, onlent, refinancing, principal, principal_refinancing, principal_budget, interest or deficit';

ALTER TABLE finance.direct_fund ADD COLUMN recipient VARCHAR;
ALTER TABLE finance.direct_fund ADD COLUMN share_percent DECIMAL(12,4);
COMMENT ON COLUMN finance.direct_fund.recipient IS '去向: region or unit the money goes to, as printed';
COMMENT ON COLUMN finance.direct_fund.share_percent IS '比例(%): 分配率, 下达率 or 支付率 printed beside the amount';
COMMENT ON COLUMN finance.direct_fund.measure IS '指标: total, allocated, unallocated, released or spent';

ALTER TABLE finance.subsidy_payment ADD COLUMN level VARCHAR;
ALTER TABLE finance.subsidy_payment ADD COLUMN households INTEGER;
ALTER TABLE finance.subsidy_payment ADD COLUMN is_sensitive BOOLEAN;
COMMENT ON COLUMN finance.subsidy_payment.level IS '层级: household (one payee), village, township or county (their sums)';
COMMENT ON COLUMN finance.subsidy_payment.households IS '户数: payees of a summed row, as printed';
COMMENT ON COLUMN finance.subsidy_payment.is_sensitive IS '涉敏感: tells of minors, illness, disability or social assistance; no payee is kept, households leave only as sums';
COMMENT ON COLUMN finance.subsidy_payment.payee IS '领款人: surname and mask, or as the registry says; NULL for sums and sensitive programmes';
COMMENT ON COLUMN finance.subsidy_payment.payee_key IS '领款人摘要: hash under a key of the home, finds the same payee twice; never published';

CREATE TABLE catalogue.division (
    code VARCHAR, name VARCHAR NOT NULL, kind VARCHAR NOT NULL, parent VARCHAR, population INTEGER,
    population_year INTEGER, mark VARCHAR
);
COMMENT ON TABLE catalogue.division IS '行政区划: the county, its townships, villages and communities';
COMMENT ON COLUMN catalogue.division.code IS '区划代码: 6, 9 or 12 digits (GB/T 2260, GB/T 10114); NULL where not known';
COMMENT ON COLUMN catalogue.division.name IS '名称: name of the place';
COMMENT ON COLUMN catalogue.division.kind IS '类型: county, township, village or community';
COMMENT ON COLUMN catalogue.division.parent IS '上级代码: code of the place it lies in';
COMMENT ON COLUMN catalogue.division.population IS '常住人口: residents, where known';
COMMENT ON COLUMN catalogue.division.population_year IS '人口年份: year of the census or count';
COMMENT ON COLUMN catalogue.division.mark IS '来源标记: confirmed, recalled or inference';

-- What an officer asks of debt and subsidies: one row a year, one a township, one a village.

CREATE VIEW finance.debt_of_year AS
SELECT d.fiscal_year, d.debt_kind,
    arg_max(d.amount_yuan, i.published_at) FILTER (d.measure = 'limit') AS limit_yuan,
    arg_max(d.amount_yuan, i.published_at) FILTER (d.measure = 'balance') AS balance_yuan
FROM finance.debt_amount AS d
JOIN catalogue.item_version AS i ON i.item_id = d.item_id AND i.valid_to IS NULL AND i.withdrawn_at IS NULL
WHERE d.scope = '本地区' AND d.measure IN ('limit', 'balance') AND d.fiscal_year IS NOT NULL
    AND NOT EXISTS (
        FROM finance.check_result AS c
        WHERE c.item_id = d.item_id AND c.verdict = 'fail' AND c.rule_id IN ('debt_magnitude', 'county_debt_magnitude')
    )
GROUP BY d.fiscal_year, d.debt_kind;
COMMENT ON VIEW finance.debt_of_year IS '年度债务: limit and balance of the county by year and kind, as published last; without files whose unit is in doubt';
COMMENT ON COLUMN finance.debt_of_year.fiscal_year IS '年度: fiscal year';
COMMENT ON COLUMN finance.debt_of_year.debt_kind IS '债务类别: 一般, 专项 or 合计';
COMMENT ON COLUMN finance.debt_of_year.limit_yuan IS '限额(元): at the end of the year';
COMMENT ON COLUMN finance.debt_of_year.balance_yuan IS '余额(元): at the end of the year';

CREATE VIEW finance.subsidy_of_village AS
SELECT * EXCLUDE (place)
FROM (
    SELECT p.fiscal_year, p.programme, p.batch, p.township, p.township_code, p.village, p.village_code, p.level,
        coalesce(p.village_code, p.village) AS place, sum(coalesce(p.households, 1))::INTEGER AS households,
        sum(p.quantity) AS quantity, any_value(p.quantity_unit) AS quantity_unit, sum(p.amount_yuan) AS amount_yuan,
        p.item_id, p.attachment_id
    FROM finance.subsidy_payment AS p
    WHERE p.level IN ('household', 'village') AND p.programme IS NOT NULL AND p.village IS NOT NULL
    GROUP BY ALL
)
QUALIFY row_number() OVER (
    PARTITION BY fiscal_year, programme, batch, township_code, place
    ORDER BY level, households DESC, item_id, attachment_id NULLS FIRST
) = 1;
COMMENT ON VIEW finance.subsidy_of_village IS '分村补贴: what each village was paid under each programme; households summed where they are listed, else the printed sum';
COMMENT ON COLUMN finance.subsidy_of_village.fiscal_year IS '年度: fiscal year';
COMMENT ON COLUMN finance.subsidy_of_village.programme IS '补贴项目: name of the programme';
COMMENT ON COLUMN finance.subsidy_of_village.batch IS '批次: batch of payment';
COMMENT ON COLUMN finance.subsidy_of_village.township IS '乡镇: township';
COMMENT ON COLUMN finance.subsidy_of_village.township_code IS '乡镇代码: 9 digits';
COMMENT ON COLUMN finance.subsidy_of_village.village IS '村(社区): village or community';
COMMENT ON COLUMN finance.subsidy_of_village.village_code IS '村(社区)代码: 12 digits, where known';
COMMENT ON COLUMN finance.subsidy_of_village.level IS '来源层级: household (summed here) or village (printed)';
COMMENT ON COLUMN finance.subsidy_of_village.households IS '户数: payees';
COMMENT ON COLUMN finance.subsidy_of_village.quantity IS '数量: area, heads or months';
COMMENT ON COLUMN finance.subsidy_of_village.quantity_unit IS '数量单位: 亩, 头, 月 …';
COMMENT ON COLUMN finance.subsidy_of_village.amount_yuan IS '金额(元): sum in yuan';
COMMENT ON COLUMN finance.subsidy_of_village.item_id IS '信息标识: item it was read from';
COMMENT ON COLUMN finance.subsidy_of_village.attachment_id IS '附件标识: file it was read from';

CREATE VIEW "公开"."年度债务" AS
SELECT d.fiscal_year AS "年度", d.debt_kind AS "债务类别", d.limit_yuan AS "限额", d.balance_yuan AS "余额",
    round(100 * d.balance_yuan / nullif(d.limit_yuan, 0), 1) AS "占限额百分比",
    round(d.balance_yuan / c.population, 2) AS "人均余额", round(d.limit_yuan / c.population, 2) AS "人均限额",
    c.population AS "人口", c.population_year AS "人口年份"
FROM finance.debt_of_year AS d
LEFT JOIN (FROM catalogue.division WHERE kind = 'county' LIMIT 1) AS c ON true;
COMMENT ON VIEW "公开"."年度债务" IS '年度债务: limit and balance by year, and for each resident';
COMMENT ON COLUMN "公开"."年度债务"."年度" IS 'finance.debt_of_year.fiscal_year';
COMMENT ON COLUMN "公开"."年度债务"."债务类别" IS 'finance.debt_of_year.debt_kind';
COMMENT ON COLUMN "公开"."年度债务"."限额" IS 'finance.debt_of_year.limit_yuan, in yuan';
COMMENT ON COLUMN "公开"."年度债务"."余额" IS 'finance.debt_of_year.balance_yuan, in yuan';
COMMENT ON COLUMN "公开"."年度债务"."占限额百分比" IS 'balance in percent of the limit';
COMMENT ON COLUMN "公开"."年度债务"."人均余额" IS 'balance for each resident, in yuan';
COMMENT ON COLUMN "公开"."年度债务"."人均限额" IS 'limit for each resident, in yuan';
COMMENT ON COLUMN "公开"."年度债务"."人口" IS 'catalogue.division.population of the county';
COMMENT ON COLUMN "公开"."年度债务"."人口年份" IS 'catalogue.division.population_year';

CREATE VIEW "公开"."分村补贴" AS
SELECT s.fiscal_year AS "年度", s.programme AS "补贴项目", s.batch AS "批次", s.township AS "乡镇", s.village AS "村",
    s.households AS "户数", s.quantity AS "数量", s.quantity_unit AS "数量单位", s.amount_yuan AS "金额",
    CASE s.level WHEN 'household' THEN '到户名单' ELSE '分村汇总' END AS "公开深度", s.item_id AS "信息标识"
FROM finance.subsidy_of_village AS s;
COMMENT ON VIEW "公开"."分村补贴" IS '分村补贴: what each village was paid under each programme';
COMMENT ON COLUMN "公开"."分村补贴"."年度" IS 'finance.subsidy_of_village.fiscal_year';
COMMENT ON COLUMN "公开"."分村补贴"."补贴项目" IS 'finance.subsidy_of_village.programme';
COMMENT ON COLUMN "公开"."分村补贴"."批次" IS 'finance.subsidy_of_village.batch';
COMMENT ON COLUMN "公开"."分村补贴"."乡镇" IS 'finance.subsidy_of_village.township';
COMMENT ON COLUMN "公开"."分村补贴"."村" IS 'finance.subsidy_of_village.village';
COMMENT ON COLUMN "公开"."分村补贴"."户数" IS 'finance.subsidy_of_village.households';
COMMENT ON COLUMN "公开"."分村补贴"."数量" IS 'finance.subsidy_of_village.quantity';
COMMENT ON COLUMN "公开"."分村补贴"."数量单位" IS 'finance.subsidy_of_village.quantity_unit';
COMMENT ON COLUMN "公开"."分村补贴"."金额" IS 'finance.subsidy_of_village.amount_yuan, in yuan';
COMMENT ON COLUMN "公开"."分村补贴"."公开深度" IS 'finance.subsidy_of_village.level in words';
COMMENT ON COLUMN "公开"."分村补贴"."信息标识" IS 'finance.subsidy_of_village.item_id';

CREATE VIEW "公开"."直达资金" AS
SELECT d.item_id AS "信息标识", d.fiscal_year AS "年度", d.programme AS "资金项目", d.source_level AS "资金来源",
    d.recipient AS "去向", d.cut_off_on AS "截止日期",
    CASE d.measure WHEN 'total' THEN '总额' WHEN 'allocated' THEN '已分配' WHEN 'unallocated' THEN '未分配'
        WHEN 'released' THEN '已下达' WHEN 'spent' THEN '已支出' ELSE d.measure END AS "指标",
    d.amount_yuan AS "金额", d.share_percent AS "比例", d.sheet_or_page AS "工作表或页码", d.cell AS "单元格"
FROM finance.direct_fund AS d;
COMMENT ON VIEW "公开"."直达资金" IS '财政直达资金: allocation, release and use';
COMMENT ON COLUMN "公开"."直达资金"."信息标识" IS 'finance.direct_fund.item_id';
COMMENT ON COLUMN "公开"."直达资金"."年度" IS 'finance.direct_fund.fiscal_year';
COMMENT ON COLUMN "公开"."直达资金"."资金项目" IS 'finance.direct_fund.programme';
COMMENT ON COLUMN "公开"."直达资金"."资金来源" IS 'finance.direct_fund.source_level';
COMMENT ON COLUMN "公开"."直达资金"."去向" IS 'finance.direct_fund.recipient';
COMMENT ON COLUMN "公开"."直达资金"."截止日期" IS 'finance.direct_fund.cut_off_on';
COMMENT ON COLUMN "公开"."直达资金"."指标" IS 'finance.direct_fund.measure in words';
COMMENT ON COLUMN "公开"."直达资金"."金额" IS 'finance.direct_fund.amount_yuan, in yuan';
COMMENT ON COLUMN "公开"."直达资金"."比例" IS 'finance.direct_fund.share_percent';
COMMENT ON COLUMN "公开"."直达资金"."工作表或页码" IS 'finance.direct_fund.sheet_or_page';
COMMENT ON COLUMN "公开"."直达资金"."单元格" IS 'finance.direct_fund.cell';
