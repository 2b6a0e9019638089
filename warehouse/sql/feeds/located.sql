-- Where in the table the version lies that a change after $known speaks of.
CREATE OR REPLACE TEMP TABLE located AS
SELECT c.seq, v.rowid AS place
FROM exchange.change AS c
JOIN catalogue.item_version AS v ON v.item_id = c.item_id AND v.version = c.version
WHERE c.seq > $known
ORDER BY c.seq;
