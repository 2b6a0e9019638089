-- `element_missing`: elements of a catalogue's matter that none of its items shows. An element that the data do not know
-- is never missing: nobody can say how it would look.
CREATE OR REPLACE TEMP TABLE element_missing AS
WITH asked AS (
    SELECT unit_id, field, match_key, unnest(elements) AS element FROM catalogued WHERE is_owed
),
known AS (
    SELECT a.*, e.categories, e.proof
    FROM asked AS a
    JOIN (SELECT *, unnest(words) AS word FROM governance.standard_element) AS e ON contains(a.element, e.word)
    QUALIFY row_number() OVER (
        PARTITION BY a.unit_id, a.field, a.match_key, a.element ORDER BY length(e.word) DESC, e.position
    ) = 1
),
said AS (
    SELECT v.item_id, concat_ws(chr(10), v.title, v.body_text, f.text) AS words
    FROM catalogue.item_version AS v
    LEFT JOIN (
        SELECT item_id, string_agg(concat_ws(chr(10), file_name, text), chr(10)) AS text
        FROM catalogue.attachment WHERE withdrawn_at IS NULL GROUP BY item_id
    ) AS f ON f.item_id = v.item_id
    WHERE v.valid_to IS NULL AND v.item_id IN (SELECT item_id FROM proved)
),
weighed AS (
    SELECT k.unit_id, k.field, k.match_key, k.element, bool_or(
        list_contains(k.categories, p.category) OR list_bool_or([contains(s.words, word) FOR word IN k.proof])) AS is_shown
    FROM known AS k
    JOIN proved AS p ON p.unit_id = k.unit_id AND p.field = k.field AND p.match_key = k.match_key
    JOIN said AS s ON s.item_id = p.item_id
    GROUP BY ALL
)
SELECT unit_id, field, match_key, list(element ORDER BY element) AS missing
FROM weighed WHERE NOT is_shown
GROUP BY unit_id, field, match_key;
