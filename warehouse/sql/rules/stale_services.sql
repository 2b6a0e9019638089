-- Columns of these kinds whose newest date, as published, was too old on the day they were last read to their end.
FROM stale_column('stale_services');
