-- Public institutions by sector.
SELECT s.name, u.name AS lead, s.items, s.institutions, s.newest_on, s.verdict
FROM governance.sector_health AS s
LEFT JOIN catalogue.unit AS u ON u.unit_id = s.unit_id;
