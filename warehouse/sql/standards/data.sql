-- Fields, matters and elements as the data have them.
DELETE FROM governance.standard_field;
INSERT INTO governance.standard_field BY NAME FROM standard_field_data;
DELETE FROM governance.standard_matter;
INSERT INTO governance.standard_matter BY NAME FROM standard_matter_data;
DELETE FROM governance.standard_element;
INSERT INTO governance.standard_element BY NAME FROM standard_element_data;
