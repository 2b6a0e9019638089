-- Texts of statutes in their columns that the library does not hold, or that resemble none of its versions.
SELECT i.unit_id, v.item_id, v.name AS subject,
    CASE WHEN v.statute_id IS NULL THEN '法规参照库没有收录《' || v.name || '》，本页文本未能核对。'
        ELSE '本页登载的《' || v.name || '》与法规参照库中该法规的各个版本均不相近，未能核对。' END AS message
FROM governance.statute_verdict AS v
JOIN catalogue.item_version AS i ON i.item_id = v.item_id AND i.valid_to IS NULL
WHERE v.verdict = 'unknown'
GROUP BY i.unit_id, v.item_id, v.name, v.statute_id;
