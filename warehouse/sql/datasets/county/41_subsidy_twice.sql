-- One payee, known by identity number, paid twice in one programme and batch in two villages: told of the list that was
-- published later, for there the payee should have been found out.
INSERT INTO finance.check_result BY NAME
WITH paid AS (
    SELECT f.*, coalesce(f.township_code, f.township, '') || coalesce(f.village_code, f.village, '') AS listed_in,
        first_value(listed_in) OVER (
            PARTITION BY f.payee_key, f.programme, f.fiscal_year, f.batch
            ORDER BY i.published_at, f.item_id, f.sheet_or_page, f.cell
        ) AS first_listed_in
    FROM finance.subsidy_payment AS f
    JOIN catalogue.item_version AS i ON i.item_id = f.item_id AND i.valid_to IS NULL
    WHERE f.payee_key IS NOT NULL AND f.level = 'household' AND f.programme IS NOT NULL
)
SELECT item_id, any_value(attachment_id) AS attachment_id, 'subsidy' AS kind, 'county_subsidy_twice' AS rule_id,
    'fail' AS verdict, fiscal_year || '年' || programme || coalesce(batch, '') AS place,
    list(sheet_or_page || '!' || cell ORDER BY cell) AS cells,
    count(*) || '名领款人已在另一村的名单中领取' || fiscal_year || '年' || programme || coalesce(batch, '') AS message,
    '同一批次不得重复领取 [inference]' AS clause
FROM paid
WHERE listed_in <> first_listed_in
GROUP BY item_id, fiscal_year, programme, batch;
