-- fatal: an item without exactly one current version, or with a gap in its versions
SELECT '信息 ' || item_id || ' 共 ' || count(*) || ' 版，其中现行 ' || count(*) FILTER (valid_to IS NULL)
    || ' 版，最后一版编号 ' || max(version) || '。' AS message, item_id
FROM catalogue.item_version GROUP BY item_id
HAVING count(*) FILTER (valid_to IS NULL) <> 1 OR max(version) <> count(*)
    OR max(version) FILTER (valid_to IS NULL) <> max(version);
