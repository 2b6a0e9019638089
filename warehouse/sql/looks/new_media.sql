-- The register of new media, what is wrong before the rest; $unit_id NULL means all units.
SELECT h.unit_id, u.name AS unit_name, h.platform, h.name, h.filing, h.state, h.last_post_on, h.checked_on, h.verdict
FROM governance.new_media_health AS h
LEFT JOIN catalogue.unit AS u ON u.unit_id = h.unit_id
WHERE $unit_id IS NULL OR h.unit_id = $unit_id
ORDER BY list_position(['shell', 'stale', 'active', 'closed'], h.verdict), h.unit_id, h.platform, h.name;
