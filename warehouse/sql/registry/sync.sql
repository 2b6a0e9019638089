-- Units, sources, columns and categories as the registry has them. What left it stays, since items still name it.
DELETE FROM catalogue.unit WHERE unit_id IN (SELECT unit_id FROM registry_unit);
INSERT INTO catalogue.unit BY NAME FROM registry_unit;

UPDATE catalogue.source SET active = false;
DELETE FROM catalogue.source WHERE source_id IN (SELECT source_id FROM registry_source);
INSERT INTO catalogue.source BY NAME FROM registry_source;

DELETE FROM catalogue.source_column;
INSERT INTO catalogue.source_column BY NAME FROM registry_column;

DELETE FROM catalogue.category;
INSERT INTO catalogue.category BY NAME FROM registry_category;

DELETE FROM catalogue.division;
INSERT INTO catalogue.division BY NAME FROM registry_division;

DELETE FROM governance.sector;
INSERT INTO governance.sector BY NAME FROM registry_sector;
