-- Standing items that hold every one of $words in title, numbers, body or attachment text, newest first.
SELECT i.published_at, i.unit_name, i.title, i.document_number, i.url, i.item_id
FROM catalogue.item AS i
WHERE i.withdrawn_at IS NULL
    AND list_bool_and(list_transform($words, lambda word:
        contains(lower(concat_ws(' ', i.title, i.document_number, i.index_number, i.body_text)), lower(word))
        OR EXISTS (
            FROM catalogue.attachment AS a
            WHERE a.item_id = i.item_id AND contains(lower(concat_ws(' ', a.file_name, a.text)), lower(word)))))
ORDER BY i.published_at DESC NULLS LAST, i.item_id
LIMIT $at_most;
