-- The first datestamp of an edition.
SELECT min(changed_at) FROM read_parquet($items) HAVING count(*) > 0;
