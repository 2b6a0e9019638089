-- Rules as the data has them; the calendar only where it differs, since it is long and hardly ever does.
DELETE FROM governance.rule;
INSERT INTO governance.rule BY NAME FROM rule_data;

CREATE OR REPLACE TEMP TABLE other_days AS
FROM calendar_data EXCEPT SELECT day, is_working, ordinal, holiday FROM governance.workday;
DELETE FROM governance.workday WHERE day IN (SELECT day FROM other_days);
INSERT INTO governance.workday BY NAME FROM other_days;
