-- Interpretations in words that leave out background, purpose or measures, are too short to say anything, or promise questions
-- and answers and hold none. A picture or a film without words beside it cannot be judged, nor can a page without any; what
-- does not call itself an interpretation is told by `interpretation_orphan`.
WITH judged AS (
    SELECT *, characters < getvariable('least_characters') AS is_short,
        list_contains(string_split(getvariable('dialogues'), ' '), form) AND NOT is_dialogue AS is_monologue
    FROM governance.interpretation
    WHERE regexp_matches(title, getvariable('titles')) AND characters > 0
)
SELECT unit_id, item_id,
    CASE WHEN is_short THEN '政策解读正文只有 ' || characters || ' 字，没有解读内容。'
        ELSE '政策解读' || concat_ws('，', '未写明' || nullif(concat_ws('、', if(says_background, NULL, '背景依据'),
            if(says_purpose, NULL, '目标任务'), if(says_measures, NULL, '主要措施')), ''),
            if(is_monologue, '题为' || form || '而没有问答内容', NULL)) || '。' END AS message,
    '解读形式：' || form AS evidence
FROM judged
WHERE CASE WHEN is_short THEN NOT list_contains(string_split(getvariable('pictures'), ' '), form)
    ELSE NOT (says_background AND says_purpose AND says_measures) OR is_monologue END;
