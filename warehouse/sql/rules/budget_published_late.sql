-- Budgets and final accounts put up more than so many days after the finance bureau approved them, by what they say.
WITH said AS MATERIALIZED (
    SELECT unit_id, item_id, published_at::DATE AS published_on,
        coalesce(nullif(regexp_extract(body_text, '(\d{4}年\d{1,2}月\d{1,2}日)[^。；\n]{0,40}(批复|批准|审议通过)', 1), ''),
            nullif(regexp_extract(body_text, '(批复|批准)(时间|日期)[为：:\s]*(\d{4}年\d{1,2}月\d{1,2}日)', 3), '')) AS words
    FROM catalogue.item_version
    WHERE valid_to IS NULL AND withdrawn_at IS NULL AND category IN ('budget', 'final_account') AND published_at IS NOT NULL
        -- Plain words first: a pattern that asks every body of a large catalogue takes minutes.
        AND (contains(body_text, '批复') OR contains(body_text, '批准') OR contains(body_text, '审议通过'))
)
SELECT unit_id, item_id, approved_on || ' 经批复或批准，' || published_on || ' 公开，相隔 '
        || date_diff('day', approved_on, published_on) || ' 日，超过 ' || getvariable('days') || ' 日。' AS message,
    '正文写明：' || words AS evidence
FROM (SELECT *, try_strptime(words, '%Y年%-m月%-d日')::DATE AS approved_on FROM said WHERE words IS NOT NULL)
WHERE date_diff('day', approved_on, published_on) BETWEEN getvariable('days') + 1 AND 366;
