-- What column `target_id` shows (`shown_item`), item by item, against what it accepted from us.
-- A newer delivery that waits for its receipt leaves open which version may be shown: `in_transit`. A rejected one
-- does not: what was accepted before it still counts. Only a withdrawal is never settled by a rejection: whether the
-- column took it or not, what it was to take down is gone or still shown.
CREATE OR REPLACE TEMP TABLE compared AS
WITH expected AS (
    SELECT item_id, arg_max(state, ordinal) IN ('accepted', 'rejected') AS is_settled,
        coalesce(
            arg_max(operation, ordinal) FILTER (is_last AND operation = 'withdraw'),
            arg_max(operation, ordinal) FILTER (state = 'accepted')
        ) AS operation,
        coalesce(
            arg_max(version, ordinal) FILTER (is_last AND operation = 'withdraw'),
            arg_max(version, ordinal) FILTER (state = 'accepted')
        ) AS version
    FROM (
        SELECT *, row_number() OVER (PARTITION BY item_id ORDER BY ordinal DESC) = 1 AS is_last
        FROM exchange.delivery WHERE target_id = getvariable('target_id')
    )
    GROUP BY item_id
),
accepted AS (
    SELECT e.*, v.content_hash
    FROM expected AS e
    LEFT JOIN catalogue.item_version AS v ON v.item_id = e.item_id AND v.version = e.version
)
SELECT coalesce(a.item_id, s.item_id) AS item_id, a.version, s.version AS shown_version, s.digest,
    CASE
        WHEN NOT a.is_settled THEN 'in_transit'
        WHEN a.operation IS NULL AND s.item_id IS NULL THEN 'rejected'
        WHEN a.operation IS NULL THEN 'extra'
        WHEN a.operation = 'withdraw' THEN CASE WHEN s.item_id IS NULL THEN 'gone' ELSE 'still_shown' END
        WHEN s.item_id IS NULL THEN 'missing'
        WHEN s.version < a.version THEN 'stale'
        WHEN s.version > a.version OR s.content_hash <> a.content_hash THEN 'altered'
        ELSE 'present'
    END AS verdict
FROM accepted AS a
FULL JOIN shown_item AS s ON s.item_id = a.item_id;
