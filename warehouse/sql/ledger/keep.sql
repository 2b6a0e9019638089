-- The ledger of the day of the run, for whoever asks the snapshot.
DELETE FROM governance.ledger;
INSERT INTO governance.ledger BY NAME SELECT *, getvariable('as_of') AS judged_on FROM judged;
