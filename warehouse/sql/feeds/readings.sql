-- A digest of which files were read into the finance tables, by which readers; NULL where none was.
SELECT md5(string_agg(
    md5(concat_ws('|', item_id, attachment_id, kind, reader_version, digest)), ''
    ORDER BY item_id, attachment_id NULLS FIRST, kind
)) FROM finance.reading;
