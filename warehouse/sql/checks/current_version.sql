-- fatal: an item without exactly one current version, or with a gap in its versions
SELECT 'item ' || item_id || ' has ' || count(*) FILTER (valid_to IS NULL) || ' current versions of ' || count(*)
    || ', the last one ' || max(version) AS message, item_id
FROM catalogue.item_version GROUP BY item_id
HAVING count(*) FILTER (valid_to IS NULL) <> 1 OR max(version) <> count(*)
    OR max(version) FILTER (valid_to IS NULL) <> max(version);
