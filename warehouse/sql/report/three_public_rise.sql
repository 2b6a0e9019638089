-- Departments whose 三公 budget rose most, in the last year that is published: this year's and that of the year before.
SELECT unit_name, amount_yuan::DOUBLE AS now, before::DOUBLE AS before, fiscal_year
FROM (
    SELECT unit_name, fiscal_year, amount_yuan,
        lag(amount_yuan) OVER years AS before, lag(fiscal_year) OVER years AS year_before
    FROM finance.budget_line
    WHERE stage = 'budget' AND table_code = 'three_public' AND row_label = '合计' AND measure = '预算数'
        AND unit_level IS DISTINCT FROM '单位'
    WINDOW years AS (PARTITION BY unit_id ORDER BY fiscal_year, item_id)
)
WHERE year_before = fiscal_year - 1 AND amount_yuan > before
    AND fiscal_year = (SELECT max(fiscal_year) FROM finance.budget_line WHERE stage = 'budget')
ORDER BY amount_yuan - before DESC, unit_name
LIMIT 8;
