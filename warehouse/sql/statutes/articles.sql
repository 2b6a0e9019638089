-- The articles of a version: number, label, words.
SELECT position, label, text FROM governance.statute_article WHERE version_id = $version_id ORDER BY position;
