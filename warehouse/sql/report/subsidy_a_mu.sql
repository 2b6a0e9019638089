-- Yuan a mu by township: the programme paid by the mu that reaches most villages, in its last year.
WITH main AS (
    SELECT programme, fiscal_year FROM finance.subsidy_of_village
    WHERE quantity_unit = '亩' AND fiscal_year IS NOT NULL
    GROUP BY ALL ORDER BY count(*) DESC, fiscal_year DESC, programme LIMIT 1
)
SELECT s.township, (sum(s.amount_yuan) / sum(s.quantity))::DOUBLE AS rate,
    any_value(' · ' || s.fiscal_year || '年' || s.programme) AS told
FROM finance.subsidy_of_village AS s JOIN main AS m ON m.programme = s.programme AND m.fiscal_year = s.fiscal_year
WHERE s.quantity > 0
GROUP BY s.township, s.township_code
ORDER BY s.township_code;
