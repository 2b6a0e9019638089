-- All other pages show items never seen before; see schemas.identity.new_item_id for the same in Python.
INSERT INTO resolved
SELECT h.page_key,
    left(sha256(getvariable('county') || chr(10) || getvariable('source_id') || chr(10) || h.page_key), 24),
    'new', h.position
FROM harvested AS h ANTI JOIN resolved AS r ON r.page_key = h.page_key;
