-- Items whose links may be others now: the fresh ones, postings of their documents, and whatever refers, or may come
-- to refer, to one of these.
CREATE OR REPLACE TEMP TABLE touched AS
WITH document AS (
    SELECT v.document_id FROM catalogue.item_version AS v SEMI JOIN fresh AS f ON f.item_id = v.item_id
    WHERE v.valid_to IS NULL
    UNION SELECT former FROM fresh WHERE former IS NOT NULL
    UNION SELECT document_id FROM united
)
SELECT v.item_id FROM catalogue.item_version AS v SEMI JOIN document AS d ON d.document_id = v.document_id
WHERE v.valid_to IS NULL;

CREATE OR REPLACE TEMP TABLE affected AS
SELECT item_id FROM touched
UNION
SELECT l.from_item_id FROM catalogue.link AS l SEMI JOIN touched AS t ON t.item_id = l.to_item_id
UNION
SELECT c.from_item_id FROM operations.citation AS c
SEMI JOIN (FROM operations.cited_name AS n SEMI JOIN fresh AS f ON f.item_id = n.item_id) AS n ON n.value = c.number
UNION
SELECT c.from_item_id FROM operations.citation AS c
SEMI JOIN (FROM operations.cited_name AS n SEMI JOIN fresh AS f ON f.item_id = n.item_id) AS n ON n.value = c.name
UNION
SELECT c.from_item_id FROM operations.citation AS c
SEMI JOIN (FROM operations.page AS p SEMI JOIN fresh AS f ON f.item_id = p.item_id) AS p ON p.page_key = c.page_key;
