-- Replace what the index has of the items that were read.
DELETE FROM operations.document_key WHERE item_id IN (SELECT item_id FROM read_item WHERE version > 1);
DELETE FROM operations.cited_name WHERE item_id IN (SELECT item_id FROM read_item WHERE version > 1);
DELETE FROM operations.citation WHERE from_item_id IN (SELECT item_id FROM read_item WHERE version > 1);
INSERT INTO operations.document_key BY NAME FROM read_key;
INSERT INTO operations.cited_name BY NAME FROM read_name;
INSERT INTO operations.citation BY NAME FROM read_citation;
