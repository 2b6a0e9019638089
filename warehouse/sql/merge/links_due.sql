-- Links and files of a source whose turn it is: suspects first, whatever the day, since a link is told dead only when
-- two runs found it so; then what was not asked for today, dead ones first, then the longest unasked. What the harvest
-- itself reads, pages that stand, is left to it.
WITH candidates AS (
    SELECT l.address, min(l.page_key) AS page_key, min(l.kind) AS kind, max(l.dead_times) AS dead_times,
        min(l.checked_at) AS checked_at, coalesce(bool_or(l.state = 'dead'), false) AS is_dead
    FROM operations.link AS l
    WHERE l.source_id = $source_id
        AND NOT EXISTS (FROM operations.page AS p
            WHERE p.source_id = $source_id AND p.address = l.address AND p.gone_at IS NULL)
    GROUP BY l.address
)
(SELECT page_key, address, kind FROM candidates WHERE is_dead AND dead_times = 1 ORDER BY checked_at, address LIMIT $most)
UNION ALL
(SELECT page_key, address, kind FROM candidates
    WHERE NOT (is_dead AND dead_times = 1) AND coalesce(checked_at < date_trunc('day', $at::TIMESTAMPTZ), true)
    ORDER BY is_dead DESC, checked_at NULLS FIRST, address LIMIT $left);
