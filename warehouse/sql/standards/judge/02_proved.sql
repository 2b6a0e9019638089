-- `proved`: the items that prove a matter of a unit's catalogue. An item counts that stands in the unit's own column,
-- that it published, or whose title names it; is of a category of the matter; and has one of its keywords in the title
-- or in the name of a file. A matter that the data do not know is proved by items whose title bears its whole name.
CREATE OR REPLACE TEMP TABLE disclosed AS
WITH names AS (
    SELECT unit_id, unnest(list_concat([name], if(kind = 'township', [replace(name, '人民政府', '')], []),
        coalesce(aliases, []))) AS name
    FROM catalogue.unit WHERE unit_id IN (SELECT unit_id FROM catalogued)
),
files AS (
    SELECT item_id, string_agg(file_name, ' ') AS file_names
    FROM catalogue.attachment WHERE withdrawn_at IS NULL GROUP BY item_id
),
standing AS (
    SELECT v.item_id, v.unit_id, v.publisher_unit_id, v.category, v.title, v.written_on,
        v.published_at::DATE AS published_on, v.title || ' ' || coalesce(f.file_names, '') AS shown_as
    FROM catalogue.item_version AS v LEFT JOIN files AS f ON f.item_id = v.item_id
    WHERE v.valid_to IS NULL AND v.withdrawn_at IS NULL AND v.category <> 'standard_catalogue'
)
SELECT DISTINCT n.unit_id, s.item_id, s.category, s.shown_as, s.title, s.written_on, s.published_on
FROM standing AS s
JOIN names AS n ON n.unit_id = s.unit_id OR n.unit_id = s.publisher_unit_id OR contains(s.title, n.name);

CREATE OR REPLACE TEMP TABLE proved AS
SELECT c.unit_id, c.field, c.match_key, d.item_id, d.category, d.title, d.written_on, d.published_on
FROM catalogued AS c
JOIN governance.standard_matter AS m ON m.matter = c.matter
JOIN disclosed AS d ON d.unit_id = c.unit_id AND list_contains(m.categories, d.category)
    AND list_bool_or([contains(d.shown_as, word) FOR word IN m.keywords])
WHERE c.is_owed
UNION ALL
SELECT c.unit_id, c.field, c.match_key, d.item_id, d.category, d.title, d.written_on, d.published_on
FROM catalogued AS c
JOIN disclosed AS d ON d.unit_id = c.unit_id AND contains(d.title, c.name)
WHERE c.is_owed AND c.matter IS NULL AND length(c.name) >= 4;
