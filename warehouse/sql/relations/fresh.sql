-- Items that changed since they were last related, with the first version that no reader has seen, and the document
-- they belonged to before.
CREATE OR REPLACE TEMP TABLE fresh AS
SELECT c.item_id, min(c.version) AS first_version, bool_or(c.operation = 'upsert') AS is_read,
    any_value(f.document_id) AS former
FROM exchange.change AS c
LEFT JOIN (
    SELECT c.item_id, arg_max(v.document_id, v.version) AS document_id
    FROM exchange.change AS c
    JOIN catalogue.item_version AS v ON v.item_id = c.item_id AND v.version < c.version
    WHERE c.seq > (SELECT related_seq FROM operations.relation_state) AND c.version > 1
        AND NOT EXISTS (
            FROM exchange.change AS e
            WHERE e.item_id = v.item_id AND e.version = v.version
                AND e.seq > (SELECT related_seq FROM operations.relation_state))
    GROUP BY c.item_id
) AS f ON f.item_id = c.item_id
WHERE c.seq > (SELECT related_seq FROM operations.relation_state)
GROUP BY c.item_id;
