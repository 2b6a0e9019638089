-- How the postings stand on the day of the run.
DELETE FROM governance.statute_verdict;
INSERT INTO governance.statute_verdict BY NAME
SELECT v.*, getvariable('as_of') AS judged_on FROM governance.statute_verdict_on(getvariable('as_of')) AS v ORDER BY ALL;
