-- Fees that differ from the rule: by cases of one applicant in one month, the nth in the order they came in; or by the
-- pages of one application. The same bands as `schemas.fees`.
WITH counted AS (
    SELECT *, row_number() OVER (
            PARTITION BY unit_id, applicant_code, year(received_on), month(received_on)
            ORDER BY received_on, number) AS nth
    FROM governance.request
),
owed AS (
    SELECT unit_id, number, fee_basis, fee_yuan, pages, nth, CASE fee_basis
        WHEN 'cases' THEN if(applicant_code IS NULL, NULL,
            CASE WHEN nth <= 10 THEN 0 WHEN nth <= 30 THEN 100 ELSE 100 * (2 + (nth - 31) // 10) END)
        WHEN 'pages' THEN 10 * greatest(least(pages, 100) - 30, 0) + 20 * greatest(least(pages, 200) - 100, 0)
            + 40 * greatest(pages - 200, 0)
        END AS yuan
    FROM counted WHERE fee_basis IS NOT NULL AND fee_yuan IS NOT NULL
)
SELECT unit_id, number AS subject, '登记号 ' || number || ' 收取信息处理费 ' || fee_yuan || ' 元，按规定应为 ' || yuan || ' 元。' AS message,
    CASE fee_basis WHEN 'cases' THEN '按件：该申请人当月第 ' || nth || ' 件' ELSE '按量：' || pages || ' 页' END AS evidence
FROM owed WHERE fee_yuan <> yuan;
