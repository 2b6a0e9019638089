-- Where an item's raw responses lie: addresses of its pages and files, keys of its pages.
SELECT address AS url, page_key FROM operations.page WHERE item_id = $item_id
UNION ALL
SELECT url, NULL FROM catalogue.attachment WHERE item_id = $item_id;
