-- Deliveries by receiving column and state.
SELECT t.target_id, t.name, t.level,
    count(*) FILTER (d.state = 'accepted')::INTEGER AS accepted,
    count(*) FILTER (d.state = 'rejected')::INTEGER AS rejected,
    count(*) FILTER (d.state = 'pending')::INTEGER AS pending,
    count(*) FILTER (d.state = 'sent')::INTEGER AS sent,
    count(*) FILTER (d.state = 'unknown')::INTEGER AS unknown,
    coalesce(t.stopped_run_id = $run_id, false) AS is_stopped
FROM exchange.target AS t
LEFT JOIN exchange.delivery AS d ON d.target_id = t.target_id
GROUP BY t.target_id, t.name, t.level, t.stopped_run_id
ORDER BY list_position(['county', 'municipal', 'provincial', 'national'], t.level), t.target_id;
