-- Σ 户 = 村, Σ 村 = 乡（镇）, Σ 乡（镇） = 项目: sums of one list against the rows of another. A list that is posted twice
-- counts once: of the files that name households of a village, the one with most of them speaks.
CREATE OR REPLACE TEMP TABLE paid AS
FROM (
    SELECT f.programme, f.fiscal_year, coalesce(f.batch, '') AS batch, f.level, f.township, f.village,
        coalesce(f.township_code, f.township) AS town, coalesce(f.village_code, f.village) AS place,
        f.item_id, f.attachment_id, sum(f.amount_yuan) AS amount, count(*) AS rows_in_file,
        min(f.sheet_or_page || '!' || f.cell) AS cell
    FROM finance.subsidy_payment AS f
    WHERE f.programme IS NOT NULL AND f.fiscal_year IS NOT NULL
    GROUP BY ALL
)
QUALIFY row_number() OVER (
    PARTITION BY programme, fiscal_year, batch, level, town, place
    ORDER BY rows_in_file DESC, item_id, attachment_id NULLS FIRST
) = 1;

INSERT INTO finance.check_result BY NAME
SELECT s.item_id, s.attachment_id, 'subsidy' AS kind, s.rule_id,
    CASE WHEN abs(s.amount - s.parts) < 0.01 THEN 'pass' ELSE 'fail' END AS verdict,
    s.place || s.fiscal_year || '年' || s.programme || s.batch AS place,
    s.parts AS expected, s.amount AS found, 0.01 AS tolerance, [s.cell] AS cells,
    CASE WHEN abs(s.amount - s.parts) >= 0.01
        THEN s.place || s.fiscal_year || '年' || s.programme || s.batch || '：汇总' || s.amount || '元，' || s.below || '相加'
            || s.parts || '元' END AS message,
    '户合计 = 村合计 = 乡合计 [inference]' AS clause
FROM (
    SELECT 'county_subsidy_village' AS rule_id, v.township || v.village AS place, '户' AS below, v.*
        EXCLUDE (place), h.amount AS parts
    FROM paid AS v
    JOIN paid AS h ON h.level = 'household' AND h.programme = v.programme AND h.fiscal_year = v.fiscal_year
        AND h.batch = v.batch AND h.town = v.town AND h.place = v.place
    WHERE v.level = 'village'
    UNION ALL
    SELECT 'county_subsidy_township', t.township, '村', t.* EXCLUDE (place), v.amount
    FROM paid AS t
    JOIN (
        SELECT programme, fiscal_year, batch, town, sum(amount) AS amount FROM paid WHERE level = 'village' GROUP BY ALL
    ) AS v ON v.programme = t.programme AND v.fiscal_year = t.fiscal_year AND v.batch = t.batch AND v.town = t.town
    WHERE t.level = 'township'
) AS s;

INSERT INTO finance.check_result BY NAME
SELECT p.item_id, p.attachment_id, 'subsidy' AS kind, 'county_subsidy_programme' AS rule_id,
    CASE WHEN abs(p.amount_yuan - t.amount) <= 0.5 THEN 'pass' ELSE 'fail' END AS verdict,
    p.fiscal_year || '年' || p.programme AS place, t.amount AS expected, p.amount_yuan AS found, 0.5 AS tolerance,
    [p.sheet_or_page || '!' || p.cell] AS cells,
    CASE WHEN abs(p.amount_yuan - t.amount) > 0.5
        THEN p.fiscal_year || '年' || p.programme || '：政策清单资金总额' || p.amount_yuan || '元，各乡（镇）发放合计' || t.amount
            || '元' END AS message,
    '各乡（镇）合计 = 项目资金 [inference]' AS clause
FROM finance.subsidy_programme AS p
JOIN (
    SELECT programme, fiscal_year, sum(amount) AS amount FROM paid WHERE level = 'township' GROUP BY ALL
) AS t ON t.programme = p.programme AND t.fiscal_year = p.fiscal_year
WHERE p.amount_yuan IS NOT NULL;

DROP TABLE paid;
