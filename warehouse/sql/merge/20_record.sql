-- How the source fared, and that its stage is in the warehouse.
INSERT INTO operations.source_run BY NAME
SELECT getvariable('run_id') AS run_id, getvariable('source_id') AS source_id,
    getvariable('completeness') AS completeness, getvariable('listed') AS listed, getvariable('fetched') AS fetched,
    getvariable('unchanged') AS unchanged, getvariable('accepted') AS accepted, getvariable('rejected') AS rejected,
    getvariable('skipped') AS skipped, getvariable('declared_total') AS declared_total,
    getvariable('requests') AS requests, getvariable('new') AS created, getvariable('changed') AS changed,
    getvariable('withdrawn') AS withdrawn, getvariable('returned') AS returned, getvariable('missing') AS missing,
    getvariable('held') AS is_held, getvariable('started_at') AS started_at, getvariable('ended_at') AS ended_at,
    getvariable('error') AS error, getvariable('cause') AS cause;

INSERT INTO operations.stage BY NAME
SELECT getvariable('run_id') AS run_id, getvariable('source_id') AS source_id, getvariable('state') AS state,
    getvariable('run_at') AS merged_at, getvariable('counts') AS counts;
