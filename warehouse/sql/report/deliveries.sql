-- Deliveries by receiving column and state.
SELECT t.target_id, t.name, t.level,
    count(*) FILTER (d.state = 'accepted')::INTEGER AS accepted,
    count(*) FILTER (d.state = 'rejected')::INTEGER AS rejected,
    count(*) FILTER (d.state = 'pending')::INTEGER AS pending,
    count(*) FILTER (d.state = 'sent')::INTEGER AS sent,
    count(*) FILTER (d.state = 'unknown')::INTEGER AS unknown,
    CASE WHEN t.retry_at > r.started_at THEN instant(t.retry_at) END AS waits_until
FROM exchange.target AS t
JOIN operations.run AS r ON r.run_id = $run_id
LEFT JOIN exchange.delivery AS d ON d.target_id = t.target_id
GROUP BY t.target_id, t.name, t.level, t.retry_at, r.started_at
ORDER BY list_position(['county', 'municipal', 'provincial', 'national'], t.level), t.target_id;
