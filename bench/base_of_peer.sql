-- The items of our base (`base.sql`) as dlt's table has them: every item that dlt has not loaded itself yet.
INSERT INTO catalogue.item BY NAME
SELECT i.title, i.url, i.category, i.index_number, i.document_number, i.publisher, i.publisher_unit_id, i.content_source,
    i.written_on, i.published_at, i.genre, i.keywords, i.summary, i.body_text, i.page_key, i.document_id, i.content_hash,
    i.valid_from AS fetched_at, (SELECT any_value(_dlt_load_id) FROM catalogue.item) AS _dlt_load_id,
    left(i.page_key, 14) AS _dlt_id
FROM ours.catalogue.item_version AS i
ANTI JOIN catalogue.item AS had ON had.page_key = i.page_key;
