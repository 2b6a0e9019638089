-- What was read now, in place of what was known of these postings; what stands no more is forgotten.
DELETE FROM governance.statute_match WHERE item_id IN (FROM statute_fresh) OR item_id NOT IN (FROM statute_candidate);
INSERT INTO governance.statute_match BY NAME FROM match_data;
DELETE FROM governance.statute_change WHERE item_id IN (FROM statute_fresh) OR item_id NOT IN (FROM statute_candidate);
INSERT INTO governance.statute_change BY NAME FROM change_data;
