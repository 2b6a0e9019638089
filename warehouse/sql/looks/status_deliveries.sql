-- Deliveries by target and state.
SELECT target_id, state, count(*) AS deliveries, max("at") AS latest
FROM exchange.delivery
GROUP BY ALL
ORDER BY ALL;
