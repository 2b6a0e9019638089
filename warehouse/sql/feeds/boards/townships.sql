-- The townships that have a board, in the order of their codes.
SELECT code, name FROM catalogue.division WHERE kind = 'township' ORDER BY code;
