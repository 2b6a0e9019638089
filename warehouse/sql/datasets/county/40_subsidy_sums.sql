-- Σ 户 = 村, Σ 村 = 乡（镇）, Σ 乡（镇） = 项目: sums of one list against the rows of another. A list that is posted twice
-- counts once: of the files that name households of a village, the one with most of them speaks.
CREATE OR REPLACE TEMP TABLE paid AS
FROM (
    SELECT f.programme, f.fiscal_year, coalesce(f.batch, '') AS batch, f.level, f.township, f.village,
        coalesce(f.township_code, f.township) AS town, coalesce(f.village_code, f.village) AS place,
        f.item_id, f.attachment_id, sum(f.amount_yuan) AS amount,
        sum(coalesce(round(f.quantity * f.standard_yuan, 2), f.amount_yuan)) AS worked_out, count(*) AS rows_in_file,
        min(f.sheet_or_page || '!' || f.cell) AS cell
    FROM finance.subsidy_payment AS f
    WHERE f.programme IS NOT NULL AND f.fiscal_year IS NOT NULL
    GROUP BY ALL
)
QUALIFY row_number() OVER (
    PARTITION BY programme, fiscal_year, batch, level, town, place
    ORDER BY rows_in_file DESC, item_id, attachment_id NULLS FIRST
) = 1;

-- A number that is wrong is told once, where it stands: a sum is right where it fits what stands on any level below it, the
-- parts as printed (`parts`), the households as printed (`households`), or as quantity and standard give (`worked_out`).
CREATE OR REPLACE TEMP TABLE village_paid AS
SELECT v.* EXCLUDE (worked_out), h.amount AS parts, coalesce(h.amount, v.amount) AS households,
    coalesce(h.worked_out, v.amount) AS worked_out
FROM paid AS v
LEFT JOIN paid AS h ON h.level = 'household' AND h.programme = v.programme AND h.fiscal_year = v.fiscal_year
    AND h.batch = v.batch AND h.town = v.town AND h.place = v.place
WHERE v.level = 'village';

CREATE OR REPLACE TEMP TABLE township_paid AS
SELECT t.* EXCLUDE (worked_out), v.parts, coalesce(v.households, t.amount) AS households,
    coalesce(v.worked_out, t.amount) AS worked_out
FROM paid AS t
LEFT JOIN (
    SELECT programme, fiscal_year, batch, town, sum(amount) AS parts, sum(households) AS households,
        sum(worked_out) AS worked_out
    FROM village_paid
    GROUP BY ALL
) AS v ON v.programme = t.programme AND v.fiscal_year = t.fiscal_year AND v.batch = t.batch AND v.town = t.town
WHERE t.level = 'township';

INSERT INTO finance.check_result BY NAME
SELECT item_id, attachment_id, 'subsidy' AS kind, rule_id, CASE WHEN fits THEN 'pass' ELSE 'fail' END AS verdict,
    place || fiscal_year || '年' || programme || batch AS place, parts AS expected, amount AS found, 0.01 AS tolerance,
    [cell] AS cells,
    CASE WHEN NOT fits
        THEN place || fiscal_year || '年' || programme || batch || '：汇总' || amount || '元，' || below || '相加' || parts || '元'
    END AS message,
    '户合计 = 村合计 = 乡合计 [inference]' AS clause
FROM (
    SELECT *, least(abs(amount - parts), abs(amount - households), abs(amount - worked_out)) < 0.01 AS fits
    FROM (
        SELECT 'county_subsidy_village' AS rule_id, '户' AS below, * REPLACE (township || place AS place)
        FROM village_paid
        UNION ALL BY NAME
        SELECT 'county_subsidy_township' AS rule_id, '村' AS below, * REPLACE (township AS place)
        FROM township_paid
    )
    WHERE parts IS NOT NULL
);

INSERT INTO finance.check_result BY NAME
SELECT item_id, attachment_id, 'subsidy' AS kind, 'county_subsidy_programme' AS rule_id,
    CASE WHEN fits THEN 'pass' ELSE 'fail' END AS verdict, fiscal_year || '年' || programme AS place,
    amount AS expected, amount_yuan AS found, 0.5 AS tolerance, [sheet_or_page || '!' || cell] AS cells,
    CASE WHEN NOT fits
        THEN fiscal_year || '年' || programme || '：政策清单资金总额' || amount_yuan || '元，各乡（镇）发放合计' || amount || '元'
    END AS message,
    '各乡（镇）合计 = 项目资金 [inference]' AS clause
FROM (
    SELECT p.*, t.amount, least(
            abs(amount_yuan - amount), abs(amount_yuan - parts), abs(amount_yuan - households), abs(amount_yuan - worked_out)
        ) <= 0.5 AS fits
    FROM finance.subsidy_programme AS p
    JOIN (
        SELECT programme, fiscal_year, sum(amount) AS amount, sum(coalesce(parts, amount)) AS parts,
            sum(households) AS households, sum(worked_out) AS worked_out
        FROM township_paid
        GROUP BY ALL
    ) AS t ON t.programme = p.programme AND t.fiscal_year = p.fiscal_year
    WHERE p.amount_yuan IS NOT NULL
);

DROP TABLE village_paid;
DROP TABLE township_paid;
DROP TABLE paid;
