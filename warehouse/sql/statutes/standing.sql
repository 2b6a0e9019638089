-- Postings that may show a statute: all of the columns for them, and others by their title.
SELECT item_id, title, category, content_hash
FROM catalogue.item_version
WHERE valid_to IS NULL AND withdrawn_at IS NULL
    AND (category IN ('regulation', 'rule') OR regexp_matches(title, '条例|规定|办法|细则|规则|章程|国务院令|法(?:$|[）》（])'))
ORDER BY item_id;
