-- The register as its files have it; what is known from a file that cannot be read now stays.
DELETE FROM governance.request WHERE file NOT IN (SELECT file FROM unread_data);
INSERT INTO governance.request BY NAME
FROM request_data AS d ANTI JOIN governance.request AS r ON r.request_id = d.request_id;

DELETE FROM governance.request_outcome;
INSERT INTO governance.request_outcome BY NAME FROM outcome_data;
