-- Items that stand, by unit and category.
SELECT unit_id, category, count(*)::INTEGER AS items
FROM catalogue.item_version WHERE valid_to IS NULL AND withdrawn_at IS NULL
GROUP BY ALL ORDER BY ALL;
