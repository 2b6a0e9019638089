-- The reference library as it was read, all at once.
DELETE FROM governance.statute;
INSERT INTO governance.statute BY NAME FROM statute_data;
DELETE FROM governance.statute_version;
INSERT INTO governance.statute_version BY NAME FROM version_data;
DELETE FROM governance.statute_article;
INSERT INTO governance.statute_article BY NAME FROM article_data;
