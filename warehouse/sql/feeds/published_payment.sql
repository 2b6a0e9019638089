-- Payments as they may leave: of items that stand, of lists whose period is not over on the day of the last change,
-- without keys. Where a programme tells of minors, illness, disability or social assistance, households leave as sums
-- of a township alone, and only of three or more.
CREATE OR REPLACE TEMP VIEW published_payment AS
WITH standing AS (
    SELECT f.*
    FROM finance.subsidy_payment AS f
    WHERE f.item_id IN (
            FROM catalogue.item_version SELECT item_id WHERE valid_to IS NULL AND withdrawn_at IS NULL)
        AND (f.level IS DISTINCT FROM 'household' OR f.publicity_to IS NULL
            OR f.publicity_to >= (SELECT max("at")::DATE FROM exchange.change))
)
SELECT * EXCLUDE (payee_key) FROM standing
WHERE NOT coalesce(is_sensitive, false) OR level IS DISTINCT FROM 'household'
UNION ALL BY NAME
SELECT item_id, attachment_id, min(sheet_or_page) AS sheet_or_page, min(cell) AS cell, programme, fiscal_year, batch,
    'township' AS level, count(*)::INTEGER AS households, township, township_code, true AS is_sensitive, paid_on,
    publicity_from, publicity_to, sum(amount_yuan)::DECIMAL(18,2) AS amount_yuan, printed_unit
FROM standing
WHERE is_sensitive AND level = 'household'
GROUP BY ALL
HAVING count(*) >= 3;
