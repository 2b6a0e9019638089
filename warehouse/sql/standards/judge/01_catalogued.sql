-- `catalogued`: the matters of each unit's catalogues, one row a matter. Of each unit and field the posting that was
-- published last speaks. `match_key` names a matter alike in every catalogue: the matter of our data whose word stands
-- in its name (in 二级事项 before 一级事项, the longest word first), else the name without noise.
CREATE OR REPLACE TEMP TABLE catalogue_line AS
SELECT s.*, v.published_at, coalesce(s.field, '') AS place,
    row_number() OVER (ORDER BY s.item_id, s.attachment_id NULLS FIRST, s.sheet_or_page, s.row_number, s.cell) AS line
FROM governance.standard_item AS s
JOIN catalogue.item_version AS v ON v.item_id = s.item_id AND v.valid_to IS NULL AND v.withdrawn_at IS NULL
WHERE s.unit_id IS NOT NULL
QUALIFY s.item_id = first_value(s.item_id) OVER (
    PARTITION BY s.unit_id, coalesce(s.field, '') ORDER BY v.published_at DESC NULLS LAST, s.item_id DESC
);

CREATE OR REPLACE TEMP TABLE catalogue_match AS
SELECT l.line, m.matter
FROM catalogue_line AS l
JOIN (SELECT *, unnest(words) AS word FROM governance.standard_matter) AS m
    ON contains(coalesce(l.matter_2, ''), m.word) OR contains(l.matter_1, m.word)
QUALIFY row_number() OVER (
    PARTITION BY l.line ORDER BY contains(coalesce(l.matter_2, ''), m.word) DESC, length(m.word) DESC, m.position
) = 1;

CREATE OR REPLACE TEMP TABLE catalogued AS
WITH named AS (
    SELECT l.*, m.matter, coalesce(l.matter_2, l.matter_1) AS name,
        regexp_replace(regexp_replace(coalesce(l.matter_2, l.matter_1), '[^\p{Han}A-Za-z0-9]', '', 'g'),
            '信息|公开|情况|相关|有关', '', 'g') AS bare
    FROM catalogue_line AS l LEFT JOIN catalogue_match AS m ON m.line = l.line
),
keyed AS (
    -- 政策文件 under each 一级事项 is another matter each time.
    SELECT *, coalesce(matter, if(count(DISTINCT matter_1) OVER (PARTITION BY unit_id, place, bare) > 1, matter_1 || '/', '')
        || bare) AS match_key
    FROM named
)
SELECT k.unit_id, k.place AS field, k.match_key, any_value(k.matter) AS matter, min_by(k.name, k.line) AS name,
    list_sort(list_distinct(flatten(list(k.elements)))) AS elements,
    min_by(k.time_limit, k.line) AS time_limit, min_by(k.limit_kind, k.line) AS limit_kind,
    min_by(k.limit_number, k.line) AS limit_number, min_by(k.limit_unit, k.line) AS limit_unit,
    min_by(k.item_id, k.line) AS catalogue_item_id, min_by(k.cell, k.line) AS cell,
    bool_or(k.is_proactive IS DISTINCT FROM FALSE) AND bool_or(k.levels IS NULL OR CASE WHEN u.kind = 'township'
        THEN list_bool_or([regexp_matches(level, '[乡镇街村]') FOR level IN k.levels])
        ELSE list_bool_or([regexp_matches(level, '[县区市省]') FOR level IN k.levels]) END) AS is_owed,
    any_value(u.kind) AS unit_kind
FROM keyed AS k
JOIN catalogue.unit AS u ON u.unit_id = k.unit_id
GROUP BY k.unit_id, k.place, k.match_key;
