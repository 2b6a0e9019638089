-- The change log, gapless, in an order that any machine would give: new and changed by page, then withdrawn.
CREATE OR REPLACE TEMP TABLE fresh_change AS
SELECT (SELECT coalesce(max(seq), 0) FROM exchange.change)
        + row_number() OVER (ORDER BY c.operation, c.page_key, c.item_id) AS seq,
    c.item_id, c.version, c.operation, v.category, v.unit_id
FROM (
    SELECT item_id, version, page_key, 'upsert' AS operation FROM change_set
    UNION ALL
    SELECT item_id, version, page_key, 'withdraw' FROM withdrawal
) AS c
JOIN catalogue.item_version AS v ON v.item_id = c.item_id AND v.version = c.version;

INSERT INTO exchange.change SELECT seq, getvariable('run_at'), item_id, version, operation FROM fresh_change ORDER BY seq;
