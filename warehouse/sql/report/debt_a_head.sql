-- Debt of the county for each resident, and its limit, by year.
SELECT d.fiscal_year, (d.balance_yuan / c.population)::DOUBLE AS balance, (d.limit_yuan / c.population)::DOUBLE AS "limit"
FROM finance.debt_of_year AS d
CROSS JOIN (FROM catalogue.division WHERE kind = 'county' AND population > 0 LIMIT 1) AS c
WHERE d.debt_kind = '合计' AND d.balance_yuan IS NOT NULL AND d.limit_yuan IS NOT NULL
ORDER BY d.fiscal_year DESC
LIMIT 6;
