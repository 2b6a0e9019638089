-- Standing items that hold every one of $words in title, numbers, body or attachment text, newest first.
WITH words AS (SELECT lower(word) AS word FROM (SELECT unnest($words::VARCHAR[]) AS word)),
hits AS (
    SELECT i.item_id, w.word
    FROM catalogue.item AS i
    JOIN words AS w
        ON contains(lower(concat_ws(' ', i.title, i.document_number, i.index_number, i.body_text)), w.word)
    WHERE i.withdrawn_at IS NULL
    UNION
    SELECT a.item_id, w.word
    FROM catalogue.attachment AS a
    JOIN words AS w ON contains(lower(concat_ws(' ', a.file_name, a.text)), w.word)
    WHERE a.withdrawn_at IS NULL
)
SELECT i.published_at, i.unit_name, i.title, i.document_number, i.url, i.item_id
FROM catalogue.item AS i
JOIN hits AS h ON h.item_id = i.item_id
WHERE i.withdrawn_at IS NULL
GROUP BY ALL
HAVING count(DISTINCT h.word) = (SELECT count(DISTINCT word) FROM words)
ORDER BY i.published_at DESC NULLS LAST, i.item_id
LIMIT $at_most;
