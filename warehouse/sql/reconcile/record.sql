-- Keep what was found: the count, differences that are new, last or gone, and withdrawals that are confirmed.
INSERT INTO exchange.reconciliation BY NAME
SELECT getvariable('target_id') AS target_id, getvariable('run_at') AS "at",
    (SELECT count(*) FROM shown_item)::INTEGER AS shown,
    count(*) FILTER (verdict = 'present')::INTEGER AS present,
    count(*) FILTER (verdict = 'in_transit')::INTEGER AS in_transit,
    count(*) FILTER (verdict = 'missing')::INTEGER AS missing,
    count(*) FILTER (verdict = 'stale')::INTEGER AS stale,
    count(*) FILTER (verdict = 'altered')::INTEGER AS altered,
    count(*) FILTER (verdict = 'extra')::INTEGER AS extra,
    count(*) FILTER (verdict = 'still_shown')::INTEGER AS still_shown
FROM compared;

UPDATE exchange.difference AS d SET closed_at = getvariable('run_at')
WHERE d.target_id = getvariable('target_id') AND d.closed_at IS NULL AND NOT EXISTS (
    FROM compared AS c WHERE c.item_id = d.item_id AND c.verdict = d.verdict
);
UPDATE exchange.difference AS d
SET last_seen_at = getvariable('run_at'), version = c.version, shown_version = c.shown_version
FROM compared AS c
WHERE d.target_id = getvariable('target_id') AND d.closed_at IS NULL AND c.item_id = d.item_id AND c.verdict = d.verdict;
INSERT INTO exchange.difference BY NAME
SELECT getvariable('target_id') AS target_id, c.item_id, c.verdict, c.version, c.shown_version,
    getvariable('run_at') AS first_seen_at, getvariable('run_at') AS last_seen_at
FROM compared AS c
WHERE c.verdict IN ('missing', 'stale', 'altered', 'extra', 'still_shown') AND NOT EXISTS (
    FROM exchange.difference AS d
    WHERE d.target_id = getvariable('target_id') AND d.closed_at IS NULL AND d.item_id = c.item_id
        AND d.verdict = c.verdict
);

INSERT INTO exchange.gone BY NAME
SELECT getvariable('target_id') AS target_id, c.item_id, c.version, getvariable('run_at') AS confirmed_at
FROM compared AS c
WHERE c.verdict = 'gone' AND NOT EXISTS (
    FROM exchange.gone AS g
    WHERE g.target_id = getvariable('target_id') AND g.item_id = c.item_id AND g.version = c.version
);
