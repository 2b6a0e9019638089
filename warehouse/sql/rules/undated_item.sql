-- Items that show no date of publication, neither on the page nor in a list.
SELECT v.unit_id, v.item_id, '页面和列表均未标发布日期。' AS message,
    coalesce('成文日期 ' || v.written_on || '；', '') || '首次采集 ' || v.first_seen_at::DATE AS evidence
FROM catalogue.item_version AS v
JOIN catalogue.source AS s ON s.source_id = v.source_id AND s.active
WHERE v.valid_to IS NULL AND v.withdrawn_at IS NULL AND v.published_at IS NULL;
