-- The lists of powers and duties as their files have them.
DELETE FROM governance.power;
INSERT INTO governance.power BY NAME FROM power_data;
