-- Files of the items that were read. A file that changes is a new row, so that what was printed in it stays known.
CREATE OR REPLACE TEMP TABLE attached AS
SELECT item_id, url, file_name, sha256, min(position) AS position,
    left(sha256(concat_ws(chr(10), item_id, url, file_name, coalesce(sha256, ''))), 24) AS attachment_id
FROM (
    SELECT item_id, f.url AS url, f.file_name AS file_name, f.sha256 AS sha256, position
    FROM (
        SELECT s.item_id, unnest(h.attachments) AS f, unnest(range(1, len(h.attachments) + 1)) AS position
        FROM read_parquet(getvariable('stage') || '/harvested.parquet') AS h
        JOIN speaking AS s ON s.page_key = h.page_key AND s.was_read
    )
)
GROUP BY item_id, url, file_name, sha256;

CREATE OR REPLACE TEMP TABLE attached_before AS
SELECT a.attachment_id FROM catalogue.attachment AS a
SEMI JOIN (FROM speaking WHERE was_read) AS s ON s.item_id = a.item_id;

UPDATE catalogue.attachment AS a
SET last_seen_at = getvariable('run_at'), withdrawn_at = NULL, position = n.position
FROM attached AS n WHERE n.attachment_id = a.attachment_id;

UPDATE catalogue.attachment AS a SET withdrawn_at = getvariable('run_at')
FROM (FROM attached_before AS b ANTI JOIN attached AS n ON n.attachment_id = b.attachment_id) AS lost
WHERE lost.attachment_id = a.attachment_id AND a.withdrawn_at IS NULL;

INSERT INTO catalogue.attachment BY NAME
SELECT n.attachment_id, n.item_id, n.position, n.url, n.file_name, f.media_type, f.byte_size, n.sha256, f.text, f.note,
    getvariable('run_at') AS first_seen_at, getvariable('run_at') AS last_seen_at, NULL AS withdrawn_at
FROM (
    SELECT s.item_id, unnest(h.attachments) AS f, unnest(range(1, len(h.attachments) + 1)) AS position
    FROM read_parquet(getvariable('stage') || '/harvested.parquet') AS h
    JOIN speaking AS s ON s.page_key = h.page_key AND s.was_read
) AS h
JOIN attached AS n ON n.item_id = h.item_id AND n.position = h.position
ANTI JOIN attached_before AS b ON b.attachment_id = n.attachment_id;
