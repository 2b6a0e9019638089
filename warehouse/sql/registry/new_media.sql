-- The register as its files have it; what is known from a file that cannot be read now stays.
DELETE FROM governance.new_media WHERE file NOT IN (SELECT file FROM unread_data);
INSERT INTO governance.new_media BY NAME
FROM account_data AS d
ANTI JOIN governance.new_media AS m ON m.unit_id = d.unit_id AND m.platform = d.platform AND m.name = d.name;
