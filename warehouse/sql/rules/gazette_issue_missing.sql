-- Years of a gazette in whose numbering issues are missing, up to the newest that is shown.
SELECT unit_id, year::VARCHAR AS subject, year || ' 年公报缺第 ' || string_agg(number::VARCHAR, '、' ORDER BY number) || ' 期。' AS message,
    '已公开 ' || any_value(shown) || ' 期，最新为第 ' || any_value(newest) || ' 期' AS evidence
FROM (
    SELECT unit_id, year, count(DISTINCT issue) AS shown, max(issue) AS newest, list(DISTINCT issue) AS issues
    FROM governance.gazette_issue WHERE issue < 400 GROUP BY unit_id, year
) AS g, unnest(range(1, newest + 1)) AS n (number)
WHERE NOT list_contains(issues, number)
GROUP BY unit_id, year;
