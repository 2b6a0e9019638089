-- The change log, gapless: new and changed items in the order of the list, then withdrawn ones by page. Versions are
-- written nearly so, in whatever order the threads come to the parts of the stage.
CREATE OR REPLACE TEMP TABLE fresh_change AS
SELECT (SELECT coalesce(max(seq), 0) FROM exchange.change)
        + row_number() OVER (ORDER BY c.operation, c.position, c.page_key, c.item_id) AS seq,
    c.item_id, c.version, c.operation, v.category, v.unit_id
FROM (
    SELECT item_id, version, position, page_key, 'upsert' AS operation FROM change_set
    UNION ALL
    SELECT item_id, version, 0, page_key, 'withdraw' FROM withdrawal
) AS c
JOIN catalogue.item_version AS v ON v.item_id = c.item_id AND v.version = c.version;

INSERT INTO exchange.change SELECT seq, getvariable('run_at'), item_id, version, operation FROM fresh_change ORDER BY seq;
