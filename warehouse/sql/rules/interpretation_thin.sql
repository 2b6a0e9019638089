-- Interpretations in words that leave out background, purpose or measures. A picture without text cannot be judged,
-- and what does not call itself an interpretation is told by `interpretation_orphan`.
SELECT unit_id, item_id, '政策解读未写明' || concat_ws('、', if(says_background, NULL, '背景依据'), if(says_purpose, NULL, '目标任务'),
        if(says_measures, NULL, '主要措施')) || '。' AS message,
    '解读形式：' || form AS evidence
FROM governance.interpretation
WHERE regexp_matches(title, getvariable('titles')) AND characters >= getvariable('least_characters') AND NOT (says_background AND says_purpose AND says_measures);
