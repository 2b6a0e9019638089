-- Close the versions that are followed by a new one, and append the new ones.
UPDATE catalogue.item_version AS v SET valid_to = getvariable('run_at')
FROM change_set AS c WHERE v.item_id = c.item_id AND v.version = c.former_version AND v.valid_to IS NULL;

INSERT INTO catalogue.item_version BY NAME
SELECT c.item_id, c.version, getvariable('run_at') AS valid_from, NULL AS valid_to, h.document_id,
    getvariable('county') AS county, getvariable('source_id') AS source_id, h.page_key,
    getvariable('unit_id') AS unit_id, getvariable('unit_name') AS unit_name, h.category, h.title, h.index_number,
    h.document_number, h.publisher, h.publisher_unit_id, h.content_source, h.written_on, h.published_at, h.theme,
    h.genre, h.validity, h.keywords, h.summary, h.body_text, h.body_html,
    CASE WHEN l.address IS NOT NULL THEN h.url END AS url, len(h.attachments) AS attachment_count, h.content_hash,
    coalesce(c.first_seen_at, getvariable('run_at')) AS first_seen_at, NULL AS withdrawn_at, NULL AS withdrawn_reason,
    getvariable('run_id') AS run_id
FROM read_parquet(getvariable('stage') || '/harvested.parquet') AS h
JOIN change_set AS c ON c.page_key = h.page_key AND c.was_read
JOIN listed AS l ON l.page_key = h.page_key;

-- Withdrawn items that are listed again and were not read again: back as they were.
INSERT INTO catalogue.item_version BY NAME
SELECT v.* REPLACE (c.version AS version, getvariable('run_at') AS valid_from, NULL AS valid_to,
    NULL AS withdrawn_at, NULL AS withdrawn_reason, getvariable('run_id') AS run_id)
FROM catalogue.item_version AS v
JOIN change_set AS c ON c.item_id = v.item_id AND c.former_version = v.version AND NOT c.was_read;
