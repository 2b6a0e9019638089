-- Links and files by state: how many are known, asked, dead once, told dead.
SELECT kind, count(DISTINCT (source_id, address))::INTEGER AS known,
    count(DISTINCT (source_id, address)) FILTER (checked_at IS NOT NULL)::INTEGER AS asked,
    count(DISTINCT (source_id, address)) FILTER (state = 'dead' AND dead_times = 1)::INTEGER AS suspected,
    count(DISTINCT (source_id, address)) FILTER (state = 'dead' AND dead_times > 1)::INTEGER AS dead, max(checked_at) AS checked_at
FROM operations.link GROUP BY kind ORDER BY kind;
