-- Categories in the order of the code list.
SELECT category, name FROM catalogue.category ORDER BY position;
