-- The document of fresh items. Their versions were written by the merge just before and nobody has read them yet.
UPDATE catalogue.item_version AS v SET document_id = a.document_id
FROM assigned AS a JOIN fresh AS f ON f.item_id = a.item_id
WHERE v.item_id = a.item_id AND v.version >= f.first_version AND v.document_id <> a.document_id;
