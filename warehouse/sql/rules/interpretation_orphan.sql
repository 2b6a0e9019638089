-- Interpretations of a document that the catalogue does not hold, where the county or nobody is named as its maker:
-- the documents of the organs above are not ours to put up.
SELECT o.unit_id, o.item_id, CASE WHEN NOT regexp_matches(o.title, getvariable('titles')) THEN '该信息不是政策解读，却放在政策解读栏目。'
        WHEN o.reference IS NULL THEN '解读没有写明解读的是哪份文件。'
        ELSE '解读的文件（' || o.reference || '）不在信息目录中。' END AS message,
    o.reference AS evidence
FROM catalogue.interpretation_without_policy AS o
WHERE o.reference IS NULL OR NOT regexp_matches(o.reference, getvariable('above'));
