-- Each site with its columns, home page and IPv6, worst first.
SELECT s.host, u.name AS unit_name, s.columns, s.tested, s.stale, s.blank, s.veto, s.home_state, s.ipv6_state, s.ipv6_detail,
    s.likeness, s.second_share, s.third_share, s.checked_at
FROM governance.site_health AS s
LEFT JOIN catalogue.unit AS u ON u.unit_id = s.unit_id
ORDER BY s.veto IS NULL, s.home_state IS DISTINCT FROM 'dead', s.stale + s.blank DESC, s.host;
