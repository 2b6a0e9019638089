-- Whom to compare with whom: fresh items with all that share a key. A title or a sentence that many share says
-- nothing; postings that are the same letter for letter are compared with one of them, which stands for all.
CREATE OR REPLACE TEMP TABLE candidate AS
WITH mine AS (
    SELECT k.item_id, k.kind, k.value FROM operations.document_key AS k
    SEMI JOIN (FROM fresh WHERE is_read) AS f ON f.item_id = k.item_id
),
crowd AS (
    SELECT k.kind, k.value, count(*) AS size, min(k.item_id) AS hub
    FROM operations.document_key AS k
    SEMI JOIN mine AS m ON m.kind = k.kind AND m.value = k.value
    GROUP BY k.kind, k.value
    HAVING count(*) > 1
),
pair AS (
    SELECT m.item_id AS one, o.item_id AS other
    FROM mine AS m
    JOIN crowd AS c ON c.kind = m.kind AND c.value = m.value
    JOIN operations.document_key AS o ON o.kind = m.kind AND o.value = m.value
    WHERE o.item_id <> m.item_id AND CASE m.kind WHEN 'exact' THEN o.item_id = c.hub OR m.item_id = c.hub
        WHEN 'number' THEN c.size <= 200 WHEN 'title' THEN c.size <= 60 ELSE c.size <= 20 END
)
SELECT DISTINCT least(one, other) AS one, greatest(one, other) AS other FROM pair;
