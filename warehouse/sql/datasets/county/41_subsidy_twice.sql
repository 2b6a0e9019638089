-- One payee, known by identity number, paid twice in one programme and batch in two villages.
INSERT INTO finance.check_result BY NAME
SELECT f.item_id, any_value(f.attachment_id) AS attachment_id, 'subsidy' AS kind, 'county_subsidy_twice' AS rule_id,
    'fail' AS verdict, f.fiscal_year || '年' || f.programme || coalesce(f.batch, '') AS place,
    list(f.sheet_or_page || '!' || f.cell ORDER BY f.cell) AS cells,
    count(*) || '名领款人在本名单和另一村的名单中重复领取' || f.fiscal_year || '年' || f.programme || coalesce(f.batch, '')
        AS message,
    '同一批次不得重复领取 [inference]' AS clause
FROM finance.subsidy_payment AS f
SEMI JOIN (
    SELECT payee_key, programme, fiscal_year, batch
    FROM finance.subsidy_payment
    WHERE payee_key IS NOT NULL AND level = 'household' AND programme IS NOT NULL
    GROUP BY ALL
    HAVING count(DISTINCT coalesce(township_code, township, '') || coalesce(village_code, village, '')) > 1
) AS twice ON twice.payee_key = f.payee_key AND twice.programme = f.programme
    AND twice.fiscal_year IS NOT DISTINCT FROM f.fiscal_year AND twice.batch IS NOT DISTINCT FROM f.batch
GROUP BY f.item_id, f.fiscal_year, f.programme, f.batch;
