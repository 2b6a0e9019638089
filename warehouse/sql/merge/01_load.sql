-- The stage as temporary tables: `listed` (what the source shows, in its order) and `harvested` (what was read).
-- Bodies stay in the Parquet file until a version is written.
CREATE OR REPLACE TEMP TABLE listed AS
SELECT page_key, address, native_id, columns, row_hash, outcome, file_row_number AS position
FROM read_parquet(getvariable('stage') || '/sightings.parquet', file_row_number = true);

-- Pages that are there: a row whose own address answers 404 or 410 shows nothing, though the list has it.
CREATE OR REPLACE TEMP TABLE shown AS
SELECT l.page_key FROM listed AS l
ANTI JOIN (FROM read_parquet(getvariable('stage') || '/probes.parquet') WHERE state = 'gone') AS b
    ON b.page_key = l.page_key;

CREATE OR REPLACE TEMP TABLE harvested AS
SELECT h.page_key, h.content_hash, h.title, h.published_at, h.fetched_at, h.index_number_alias, h.document_alias,
    l.native_id, l.position
FROM read_parquet(getvariable('stage') || '/harvested.parquet') AS h
LEFT JOIN listed AS l ON l.page_key = h.page_key;

-- The pages this source was known for before this run.
CREATE OR REPLACE TEMP TABLE known AS
SELECT page_key, item_id, missing_runs, gone_at, fetched_at FROM operations.page
WHERE source_id = getvariable('source_id');
