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
