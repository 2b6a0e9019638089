-- The run itself, and whose it is.
SELECT run_id, (
        SELECT string_agg(name, '、' ORDER BY unit_id) FROM catalogue.unit WHERE kind = 'government'
    ) AS county, kind, is_full, instant(started_at) AS started_at, instant(ended_at) AS ended_at, state
FROM operations.run WHERE run_id = $run_id;
